package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.InvalidMember;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
    @Test
    void itsTextShowsNothing() {
        // Given
        ApiKey key = new ApiKey("phx_abc");

        // When, Then
        assertThat(key).hasToString("[secret]");
        assertThat(new Endpoint(URI.create("https://x"), "1", key).toString()).doesNotContain("phx_abc");
    }

    @Test
    void aLineBreakAtTheEndIsForgivenAndOneInsideIsNot() {
        // When, Then
        assertThat(new ApiKey("phx_abc\n").reveal()).isEqualTo("phx_abc");
        assertThatThrownBy(() -> new ApiKey("phx_a\r\nHost: x"))
                .isInstanceOf(InvalidMember.class)
                .hasMessageNotContainingAny("phx_a");
    }
}
