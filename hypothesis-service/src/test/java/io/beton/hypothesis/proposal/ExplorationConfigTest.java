package io.beton.hypothesis.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.hypothesis.search.SearchLimits;
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
        assertThat(config.limits()).isEqualTo(SearchLimits.DEFAULT);
        assertThat(config.limits()).isEqualTo(new SearchLimits(10_000, 20, 60, 12, 3, 10, 0.8));
        assertThat(config.stable()).isEmpty();
        assertThat(config.timeout()).hasHours(1);
    }
}
