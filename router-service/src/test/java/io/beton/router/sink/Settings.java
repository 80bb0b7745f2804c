package io.beton.router.sink;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sinks' configuration as a test wants it. */
record Settings(
        Optional<String> masterKey,
        Optional<List<String>> formerMasterKeys,
        boolean allowHttp,
        Optional<Set<String>> allowedHosts)
        implements SinkConfig {
    static final Settings STRICT = new Settings(Optional.empty(), false, Optional.empty());

    Settings(Optional<String> masterKey, boolean allowHttp, Optional<Set<String>> allowedHosts) {
        this(masterKey, Optional.empty(), allowHttp, allowedHosts);
    }

    Settings withKey(String key, String... former) {
        return new Settings(Optional.of(key), Optional.of(List.of(former)), allowHttp, allowedHosts);
    }

    @Override
    public Duration attemptTimeout() {
        return Duration.ofMillis(500);
    }
}
