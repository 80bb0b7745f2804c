package io.beton.hypothesis.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class LifecycleConfigTest {
    @Test
    void theDefaultsAreAsDocumented() {
        // When
        LifecycleConfig config = new SmallRyeConfigBuilder()
                .withMapping(LifecycleConfig.class)
                .build()
                .getConfigMapping(LifecycleConfig.class);

        // Then
        assertThat(config.autoApprovePassed()).isFalse();
        assertThat(config.backtestTimeout()).hasMinutes(15);
        assertThat(config.maxReportAge()).hasDays(14);
    }
}
