package io.beton.ingest.posthog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Which hosts the operator lets be read. */
@ConfigMapping(prefix = "beton.ingest")
public interface PostHogConfig {

    /** Whether hosts without TLS may be read. */
    @WithDefault("false")
    boolean allowHttp();

    /** Hosts that may be read although their address is private, such as a PostHog of one's own. */
    Optional<Set<String>> allowedHosts();
}
