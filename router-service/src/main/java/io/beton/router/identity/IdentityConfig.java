package io.beton.router.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where and how ingest-service is asked who subjects are. */
@ConfigMapping(prefix = "beton.router.identity")
public interface IdentityConfig {

    /** The address of ingest-service. */
    @WithDefault("http://localhost:8081")
    URI url();

    /** What lets us in there: the same as {@code beton.ingest.identity.token}. Without it no sink can tell who somebody is. */
    Optional<String> token();

    /** How long an answer may take in all; it is a part of an attempt, which the destination's time-out follows. */
    @WithDefault("PT10S")
    Duration timeout();
}
