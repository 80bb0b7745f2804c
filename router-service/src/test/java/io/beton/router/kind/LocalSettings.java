package io.beton.router.kind;

import io.beton.router.sink.SinkConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sinks' configuration as a test of a kind wants it. */
record LocalSettings(boolean allowHttp, Optional<Set<String>> allowedHosts, Duration attemptTimeout)
        implements SinkConfig {
    static final LocalSettings STRICT = new LocalSettings(true, Optional.empty(), Duration.ofSeconds(30));

    /** Calls to this machine are allowed. */
    static LocalSettings within(Duration timeout) {
        return new LocalSettings(true, Optional.of(Set.of("localhost")), timeout);
    }

    @Override
    public Optional<String> masterKey() {
        return Optional.empty();
    }

    @Override
    public Optional<List<String>> formerMasterKeys() {
        return Optional.empty();
    }
}
