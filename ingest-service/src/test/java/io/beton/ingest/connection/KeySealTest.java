package io.beton.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.ingest.posthog.ApiKey;
import io.beton.model.id.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySealTest {
    private static final ConnectionId ONE = new ConnectionId("con_1");
    private static final ApiKey KEY = new ApiKey("phx_verysecret");

    private record Config(Optional<String> masterKey, Duration minSyncEvery) implements IngestConfig {}

    private final KeySeal seal = sealBy((byte) 1);

    @Test
    void whatWasSealedOpens() {
        // When
        byte[] closed = seal.seal(ONE, KEY);

        // Then
        assertThat(seal.open(ONE, closed)).isEqualTo(KEY);
        assertThat(new String(closed, StandardCharsets.ISO_8859_1)).doesNotContain("verysecret");
    }

    @Test
    void noTwoSealsAreAlike() {
        // When, Then
        assertThat(seal.seal(ONE, KEY)).isNotEqualTo(seal.seal(ONE, KEY));
    }

    @Test
    void anotherConnectionCannotUseIt() {
        // Given
        byte[] closed = seal.seal(ONE, KEY);

        // When, Then
        assertThatThrownBy(() -> seal.open(new ConnectionId("con_2"), closed)).hasMessageContaining("of another owner");
    }

    @Test
    void anotherMasterKeyIsNamed() {
        // Given
        byte[] closed = sealBy((byte) 2).seal(ONE, KEY);

        // When, Then
        assertThatThrownBy(() -> seal.open(ONE, closed)).hasMessageContaining("it was sealed by master key ");
    }

    @Test
    void aChangedByteIsNoticed() {
        // Given
        byte[] closed = seal.seal(ONE, KEY);
        closed[closed.length - 1] ^= 1;

        // When, Then
        assertThatThrownBy(() -> seal.open(ONE, closed)).hasMessageContaining("its seal is broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base 64!", "c2hvcnQ="})
    void aMasterKeyThatIsNoneSaysHowToMakeOne(String masterKey) {
        // When, Then
        assertThat(KeySeal.problem(Optional.of(masterKey)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("openssl rand -base64 32"));
        assertThatThrownBy(() -> new KeySeal(new Config(Optional.of(masterKey), Duration.ZERO)))
                .hasMessageContaining("BETON_INGEST_MASTER_KEY");
    }

    private static KeySeal sealBy(byte filler) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, filler);
        return new KeySeal(new Config(Optional.of(Base64.getEncoder().encodeToString(bytes)), Duration.ZERO));
    }
}
