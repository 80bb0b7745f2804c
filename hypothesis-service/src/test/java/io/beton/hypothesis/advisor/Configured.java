package io.beton.hypothesis.advisor;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** The configuration as an operator writes it. */
record Configured(Map<String, String> keys) {
    static final String PREFIX = "beton.hypothesis.advisor.";

    static Configured at(ScriptedEndpoint endpoint) {
        return new Configured(Map.of())
                .with("url", endpoint.url().toString())
                .with("model", "scripted")
                .with("key", "sk-secret")
                .with("retry-pause", "PT0.001S");
    }

    Configured with(String key, String value) {
        Map<String, String> more = new HashMap<>(keys);
        more.put(PREFIX + key, value);
        return new Configured(more);
    }

    AdvisorConfig read() {
        return new SmallRyeConfigBuilder()
                .withMapping(AdvisorConfig.class)
                .withDefaultValues(keys)
                .build()
                .getConfigMapping(AdvisorConfig.class);
    }
}
