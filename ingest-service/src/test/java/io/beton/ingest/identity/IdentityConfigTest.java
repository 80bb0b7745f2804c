package io.beton.ingest.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class IdentityConfigTest {
    @Test
    void theDefaultsAreAsDocumented() {
        // When
        IdentityConfig config = new SmallRyeConfigBuilder()
                .withMapping(IdentityConfig.class)
                .build()
                .getConfigMapping(IdentityConfig.class);

        // Then
        assertThat(config.token()).isEmpty();
        assertThat(config.personProperties()).isEmpty();
        assertThat(config.groupProperties()).isEmpty();
        assertThat(config.distinctIds()).isFalse();
        assertThat(config.within()).hasSeconds(8);
        assertThat(config.longest()).isEqualTo(1_000);
    }
}
