package io.beton.ingest.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the operator decides about connections. */
@ConfigMapping(prefix = "beton.ingest")
public interface IngestConfig {

    /** 32 bytes in Base64 that seal the keys at rest; {@code openssl rand -base64 32} makes one. */
    Optional<String> masterKey();

    /** Master keys of before, by comma; what they sealed is sealed anew by the current one at the next start. */
    Optional<List<String>> formerMasterKeys();

    /** The shortest interval of polls that a connection may ask for. */
    @WithDefault("PT1M")
    Duration minSyncEvery();
}
