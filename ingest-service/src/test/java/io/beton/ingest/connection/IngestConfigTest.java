package io.beton.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class IngestConfigTest {
    @Test
    void theDefaultsAreAsDocumented() {
        // When
        IngestConfig config = new SmallRyeConfigBuilder()
                .withMapping(IngestConfig.class)
                .build()
                .getConfigMapping(IngestConfig.class);

        // Then
        assertThat(config.masterKey()).isEmpty();
        assertThat(config.formerMasterKeys()).isEmpty();
        assertThat(config.minSyncEvery()).hasMinutes(1);
    }
}
