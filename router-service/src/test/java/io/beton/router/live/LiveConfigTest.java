package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveConfigTest {

    @Test
    void theDefaultsAreThese() {
        // When
        LiveConfig config = new SmallRyeConfigBuilder()
                .withMapping(LiveConfig.class)
                .build()
                .getConfigMapping(LiveConfig.class);
        // Then
        assertThat(config.threads()).isEqualTo(2);
        assertThat(config.maxPollRecords()).isEqualTo(200);
        assertThat(config.fetchBytes()).isEqualTo(1_048_576);
        assertThat(config.sessionTimeout()).isEqualTo(Duration.ofSeconds(6));
        assertThat(config.hypothesesWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.eventsPerSubject()).isEqualTo(1000);
        assertThat(config.sweepEvery()).isEqualTo(Duration.ofMinutes(1));
    }
}
