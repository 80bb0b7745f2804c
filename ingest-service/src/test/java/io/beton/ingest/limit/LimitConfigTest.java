package io.beton.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class LimitConfigTest {
    @Test
    void theDefaultsAreAsDocumented() {
        // When
        LimitConfig config = new SmallRyeConfigBuilder()
                .withMapping(LimitConfig.class)
                .build()
                .getConfigMapping(LimitConfig.class);

        // Then
        assertThat(config.share()).isEqualTo(0.5);
        assertThat(config.requestsPerMinute()).isEqualTo(240);
        assertThat(config.requestsPerHour()).isEqualTo(2400);
        assertThat(config.concurrent()).isEqualTo(2);
        assertThat(config.answerWithin()).hasMinutes(2);
        assertThat(config.heavyFor()).hasHours(1);
    }
}
