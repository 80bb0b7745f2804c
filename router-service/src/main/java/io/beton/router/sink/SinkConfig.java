package io.beton.router.sink;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where signals may go, and what seals the secrets of destinations. */
@ConfigMapping(prefix = "beton.router")
public interface SinkConfig {

    /** 32 bytes in Base64 that seal secrets at rest; needed once a binding has a secret. */
    Optional<String> masterKey();

    /** Master keys of before, by comma; what they sealed is sealed anew by the current one at the next start. */
    Optional<List<String>> formerMasterKeys();

    /** Whether webhooks may be called without TLS. */
    @WithDefault("false")
    boolean allowHttp();

    /** Host names that may be called although their address is private or loopback. */
    Optional<Set<String>> allowedHosts();

    /** How long one attempt may take in all. */
    @WithDefault("PT15S")
    Duration attemptTimeout();
}
