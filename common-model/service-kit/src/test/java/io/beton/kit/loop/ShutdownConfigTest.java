package io.beton.kit.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ShutdownConfigTest {

    @Test
    void itsDefaults() {
        ShutdownConfig config = new SmallRyeConfigBuilder()
                .withMapping(ShutdownConfig.class)
                .build()
                .getConfigMapping(ShutdownConfig.class);

        assertThat(config.grace()).isEqualTo(Duration.ofSeconds(20));
    }
}
