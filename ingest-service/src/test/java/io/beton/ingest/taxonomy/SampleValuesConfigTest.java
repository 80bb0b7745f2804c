package io.beton.ingest.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class SampleValuesConfigTest {
    @Test
    void theDefaultsAreAsDocumented() {
        // When
        SampleValuesConfig config = new SmallRyeConfigBuilder()
                .withMapping(SampleValuesConfig.class)
                .build()
                .getConfigMapping(SampleValuesConfig.class);

        // Then
        assertThat(config.events()).isEqualTo(100_000);
        assertThat(config.properties()).isEqualTo(100);
        assertThat(config.values()).isEqualTo(20);
        assertThat(config.longest()).isEqualTo(60);
        assertThat(config.subjects()).isEqualTo(5);
    }
}
