package io.beton.ingest.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class TaxonomyConfigTest {
    @Test
    void theDefaultsAreAsDocumented() {
        // When
        TaxonomyConfig config = new SmallRyeConfigBuilder()
                .withMapping(TaxonomyConfig.class)
                .build()
                .getConfigMapping(TaxonomyConfig.class);

        // Then
        assertThat(config.asOf()).isEmpty();
    }
}
