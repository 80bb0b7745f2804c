package io.beton.router.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MembersCodecTest {
    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Test
    void secretsAreHiddenFromEverybodyAndKeptBesides() {
        // Given
        Door door = new Door("https://example.com", Optional.of(new WebhookSecret(KEY)), Map.of("x", new Secret("y")));
        // When
        ObjectNode shown = MembersCodec.shown(door);
        Optional<String> secret = MembersCodec.secret(door);
        // Then
        assertThat(shown).isEqualTo(json("""
                {"url": "https://example.com", "secret": "[hidden]", "headers": {"x": "[hidden]"}}"""));
        Door read = MembersCodec.read(shown, secret, Door.class);
        assertThat(read.secret().orElseThrow().reveal()).isEqualTo(KEY);
        assertThat(read.headers().get("x").reveal()).isEqualTo("y");
    }

    @Test
    void whatHasNoSecretNeedsNoSeal() {
        // Given
        Door door = new Door("https://example.com", Optional.empty(), Map.of());
        // Then
        assertThat(MembersCodec.secret(door)).isEmpty();
        assertThat(MembersCodec.read(MembersCodec.shown(door), Optional.empty(), Door.class))
                .isEqualTo(door);
    }

    @Test
    void aSecretThatWasOnceKeptAloneIsStillOne() {
        // When
        Door read = MembersCodec.read(json("{\"url\": \"https://example.com\"}"), Optional.of(KEY), Door.class);
        // Then
        assertThat(read.url()).isEqualTo("https://example.com");
        assertThat(read.secret().orElseThrow().reveal()).isEqualTo(KEY);
    }

    private static ObjectNode json(String text) {
        return Json.read(text, ObjectNode.class);
    }

    private record Door(String url, Optional<WebhookSecret> secret, Map<String, Secret> headers)
            implements SinkMembers {
        Door {
            secret = secret == null ? Optional.empty() : secret;
            headers = headers == null ? Map.of() : headers;
        }

        @Override
        public void check(AddressGuard guard, FieldMapping fields) {
            // leads anywhere
        }
    }
}
