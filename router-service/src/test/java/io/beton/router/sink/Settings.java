package io.beton.router.sink;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The sinks' configuration as a test wants it. */
record Settings(Optional<String> masterKey, boolean allowHttp, Optional<Set<String>> allowedHosts)
        implements SinkConfig {
    static final Settings STRICT = new Settings(Optional.empty(), false, Optional.empty());

    Settings withKey(String key) {
        return new Settings(Optional.of(key), allowHttp, allowedHosts);
    }

    @Override
    public Duration attemptTimeout() {
        return Duration.ofMillis(500);
    }
}
