package io.beton.hypothesis.advisor;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the service under test a language model that says what the test tells it. */
public final class AdvisorEndpoint implements QuarkusTestResourceLifecycleManager {
    private static final ScriptedEndpoint ENDPOINT = new ScriptedEndpoint();

    public static ScriptedEndpoint get() {
        return ENDPOINT;
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                Configured.PREFIX + "url", ENDPOINT.url().toString(),
                Configured.PREFIX + "model", "scripted",
                Configured.PREFIX + "retry-pause", "PT0.001S");
    }

    @Override
    public void stop() {
        // ends with the JVM; nobody asks it by then
    }
}
