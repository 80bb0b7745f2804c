package io.beton.backtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacktestConfigTest {

    @Test
    void theDefaultsAreThoseOfTheReadme() {
        BacktestConfig config = config(new SmallRyeConfigBuilder());
        assertThat(config.timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.silence()).isEqualTo(Duration.ofHours(1));
        assertThat(config.hold()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.requestWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.readers()).isEqualTo(2);
        assertThat(config.maxMemory()).isEmpty();
        assertThat(config.maxMemoryBytes())
                .isEqualTo((long) (Runtime.getRuntime().maxMemory() * 0.6));
    }

    @Test
    void memoryMayBeGivenInWholeBytesOrWithAUnit() {
        assertThat(config(new SmallRyeConfigBuilder().withDefaultValue("beton.backtest.max-memory", "2M"))
                        .maxMemoryBytes())
                .isEqualTo(2 * 1024 * 1024);
        assertThat(config(new SmallRyeConfigBuilder().withDefaultValue("beton.backtest.max-memory", "12345"))
                        .maxMemoryBytes())
                .isEqualTo(12345);
    }

    private static BacktestConfig config(SmallRyeConfigBuilder builder) {
        return builder.addDiscoveredConverters()
                .withMapping(BacktestConfig.class)
                .build()
                .getConfigMapping(BacktestConfig.class);
    }
}
