package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class PostHogConfigTest {
    @Test
    void theDefaultsAreAsDocumented() {
        // When
        PostHogConfig config = new SmallRyeConfigBuilder()
                .withMapping(PostHogConfig.class)
                .build()
                .getConfigMapping(PostHogConfig.class);

        // Then
        assertThat(config.allowHttp()).isFalse();
        assertThat(config.allowedHosts()).isEmpty();
    }
}
