package io.beton.router.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class IdentityConfigTest {
    @Test
    void theDefaultsAreThese() {
        // When
        IdentityConfig config = new SmallRyeConfigBuilder()
                .withMapping(IdentityConfig.class)
                .build()
                .getConfigMapping(IdentityConfig.class);
        // Then
        assertThat(config.url()).hasToString("http://localhost:8081");
        assertThat(config.token()).isEmpty();
        assertThat(config.timeout()).hasSeconds(10);
    }
}
