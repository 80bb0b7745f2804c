package io.beton.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private static final String OWNER = "con_1";
    private static final String SECRET = "phx_a_secret";
    private static final String OLD = masterKey(1);
    private static final String NEW = masterKey(2);

    private final Seal old = new Seal(OLD, List.of());
    private final Seal both = new Seal(NEW, List.of(masterKey(3), OLD));

    @Test
    void whatAFormerKeySealedOpensAndIsRenewed() {
        // When
        byte[] closed = old.seal(OWNER, SECRET);
        byte[] renewed = both.renewed(OWNER, closed).orElseThrow();

        // Then
        assertThat(both.open(OWNER, closed)).isEqualTo(SECRET);
        assertThat(new Seal(NEW, List.of()).open(OWNER, renewed)).isEqualTo(SECRET);
        assertThat(both.renewed(OWNER, renewed)).isEmpty();
    }

    @Test
    void aSealedValueNamesTheKeyThatSealedIt() {
        // When
        byte[] closed = old.seal(OWNER, SECRET);

        // Then
        assertThat(Arrays.copyOfRange(closed, 1, 5)).isEqualTo(new MasterKey(OLD).id());
        assertThatThrownBy(() -> new Seal(NEW, List.of()).open(OWNER, closed))
                .isInstanceOf(Seal.Unreadable.class)
                .hasMessageContaining("it was sealed by master key " + new MasterKey(OLD))
                .hasMessageContaining("this service has [" + new MasterKey(NEW) + "]")
                .message()
                .doesNotContain(OLD, NEW, SECRET);
    }

    @Test
    void theFormOfBeforeThatNamesNoKeyOpensAndIsRenewed() {
        // Given
        byte[] nonce = new byte[12];
        byte[] closed = new MasterKey(OLD).close(nonce, bytes(OWNER), bytes(SECRET));
        byte[] former = ByteBuffer.allocate(13 + closed.length)
                .put((byte) 1)
                .put(nonce)
                .put(closed)
                .array();

        // When, Then
        assertThat(both.open(OWNER, former)).isEqualTo(SECRET);
        assertThat(old.renewed(OWNER, former)).isPresent();
        assertThatThrownBy(() -> both.open("con_2", former)).isInstanceOf(Seal.Unreadable.class);
    }

    @Test
    void whicheverByteIsChangedItIsNoticed() {
        byte[] closed = old.seal(OWNER, SECRET);
        for (int i = 0; i < closed.length; i++) {
            byte[] tampered = closed.clone();
            tampered[i] ^= 1;
            assertThatThrownBy(() -> both.open(OWNER, tampered)).isInstanceOf(Seal.Unreadable.class);
        }
        assertThatThrownBy(() -> both.open("con_2", closed)).hasMessageContaining("of another owner");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 16, 17, 20})
    void whatIsTooShortIsNoSealedValue(int length) {
        byte[] cut = Arrays.copyOf(old.seal(OWNER, SECRET), length);

        assertThatThrownBy(() -> both.open(OWNER, cut)).isInstanceOf(Seal.Unreadable.class);
    }

    private static String masterKey(int filler) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filler);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
