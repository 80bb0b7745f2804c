package io.beton.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class PollConfigTest {
    @Test
    void theDefaultsAreAsDocumented() {
        // When
        PollConfig config = new SmallRyeConfigBuilder()
                .withMapping(PollConfig.class)
                .build()
                .getConfigMapping(PollConfig.class);

        // Then
        assertThat(config.overlap()).hasMinutes(10);
        assertThat(config.settle()).hasSeconds(60);
        assertThat(config.lookback()).hasDays(3);
        assertThat(config.firstPageSize()).isEqualTo(5_000);
        assertThat(config.pageSize()).isEqualTo(50_000);
        assertThat(config.atOnce()).isEqualTo(8);
        assertThat(config.deepEvery()).hasDays(1);
        assertThat(config.deepDepth()).hasDays(90);
    }
}
