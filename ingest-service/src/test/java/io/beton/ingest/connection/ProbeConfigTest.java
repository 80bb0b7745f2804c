package io.beton.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class ProbeConfigTest {
    @Test
    void theDefaultIsAsDocumented() {
        // When
        ProbeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ProbeConfig.class)
                .build()
                .getConfigMapping(ProbeConfig.class);

        // Then
        assertThat(config.every()).hasMinutes(15);
    }
}
