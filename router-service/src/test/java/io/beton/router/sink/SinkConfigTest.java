package io.beton.router.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SinkConfigTest {

    @Test
    void theDefaultsAreTheSafeOnes() {
        // When
        SinkConfig config = new SmallRyeConfigBuilder()
                .withMapping(SinkConfig.class)
                .build()
                .getConfigMapping(SinkConfig.class);
        // Then
        assertThat(config.masterKey()).isEmpty();
        assertThat(config.formerMasterKeys()).isEmpty();
        assertThat(config.allowHttp()).isFalse();
        assertThat(config.allowedHosts()).isEmpty();
        assertThat(config.attemptTimeout()).isEqualTo(Duration.ofSeconds(15));
    }
}
