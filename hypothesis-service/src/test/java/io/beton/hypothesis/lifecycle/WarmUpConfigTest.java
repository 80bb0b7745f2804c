package io.beton.hypothesis.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class WarmUpConfigTest {
    @Test
    void theDefaultsAreAsDocumented() {
        // When
        WarmUpConfig config = new SmallRyeConfigBuilder()
                .withMapping(WarmUpConfig.class)
                .build()
                .getConfigMapping(WarmUpConfig.class);

        // Then
        assertThat(config.lookEvery()).hasMinutes(5);
        assertThat(config.patience()).hasHours(6);
    }
}
