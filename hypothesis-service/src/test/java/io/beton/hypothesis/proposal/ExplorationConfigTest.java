package io.beton.hypothesis.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class ExplorationConfigTest {
    @Test
    void theDefaultsAreAsDocumented() {
        // When
        ExplorationConfig config = new SmallRyeConfigBuilder()
                .withMapping(ExplorationConfig.class)
                .build()
                .getConfigMapping(ExplorationConfig.class);

        // Then
        assertThat(config.events()).isEqualTo(20);
        assertThat(config.finalists()).isEqualTo(10);
        assertThat(config.timeout()).hasHours(1);
    }
}
