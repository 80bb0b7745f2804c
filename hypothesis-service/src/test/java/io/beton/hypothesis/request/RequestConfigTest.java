package io.beton.hypothesis.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class RequestConfigTest {
    @Test
    void theDefaultsAreAsDocumented() {
        // When
        RequestConfig config = new SmallRyeConfigBuilder()
                .withMapping(RequestConfig.class)
                .build()
                .getConfigMapping(RequestConfig.class);

        // Then
        assertThat(config.asOf()).isEmpty();
        assertThat(config.windowDays()).isEqualTo(90);
    }
}
