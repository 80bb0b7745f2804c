package io.beton.ingest.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class HistoryConfigTest {
    @Test
    void theDefaultsAreAsDocumented() {
        // When
        HistoryConfig config = new SmallRyeConfigBuilder()
                .withMapping(HistoryConfig.class)
                .build()
                .getConfigMapping(HistoryConfig.class);

        // Then
        assertThat(config.pageSize()).isEqualTo(50_000);
        assertThat(config.budget().most()).isEqualTo(new HistoryCost(2_400, 240_000_000_000L));
    }
}
