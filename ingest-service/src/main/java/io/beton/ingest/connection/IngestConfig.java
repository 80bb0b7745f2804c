package io.beton.ingest.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What the operator decides about connections. */
@ConfigMapping(prefix = "beton.ingest")
public interface IngestConfig {

    /** 32 bytes in Base64 that seal the keys at rest; {@code openssl rand -base64 32} makes one. */
    String masterKey();

    /** Whether hosts without TLS may be read. */
    @WithDefault("false")
    boolean allowHttp();

    /** Hosts that may be read although their address is private, such as a PostHog of one's own. */
    Optional<Set<String>> allowedHosts();

    /** The shortest interval of polls that a connection may ask for. */
    @WithDefault("PT1M")
    Duration minSyncEvery();

    /** The clock of the taxonomy, for data of the past; without it now. */
    Optional<Instant> asOf();
}
