package io.beton.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.ingest.posthog.ApiKey;
import io.beton.model.id.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySealTest {
    private static final ConnectionId ONE = new ConnectionId("con_1");
    private static final ApiKey KEY = new ApiKey("phx_verysecret");

    private final KeySeal seal = MasterKeys.seal(MasterKeys.of(1), List.of());

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
        byte[] closed = MasterKeys.seal(MasterKeys.of(2), List.of()).seal(ONE, KEY);

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
        assertThat(KeySeal.problem(Optional.of(masterKey), List.of()))
                .hasValueSatisfying(problem -> assertThat(problem).contains("openssl rand -base64 32"));
        assertThat(KeySeal.problem(Optional.of(MasterKeys.of(1)), List.of(masterKey)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("each of the former ones"));
        assertThatThrownBy(() -> MasterKeys.seal(masterKey, List.of())).hasMessageContaining("BETON_INGEST_MASTER_KEY");
    }
}
