package io.beton.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliveryConfigTest {

    @Test
    void theDefaultsAreThese() {
        // When
        DeliveryConfig config = defaults();
        // Then
        assertThat(config.attempts()).isEqualTo(10);
        assertThat(config.firstWait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.growth()).isEqualTo(4);
        assertThat(config.longestWait()).isEqualTo(Duration.ofHours(24));
        assertThat(config.perBinding()).isEqualTo(2);
        assertThat(config.lease()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.lookEvery()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.countEvery()).isEqualTo(Duration.ofSeconds(5));
    }

    static DeliveryConfig defaults() {
        return new SmallRyeConfigBuilder()
                .withMapping(DeliveryConfig.class)
                .build()
                .getConfigMapping(DeliveryConfig.class);
    }
}
