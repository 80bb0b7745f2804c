package io.beton.router.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.InvalidMember;
import io.beton.model.id.SinkId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
    private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final SinkId SINK = new SinkId("sink_1");
    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @ParameterizedTest
    @ValueSource(strings = {KEY, "whsec_" + KEY})
    void aMessageIsSignedAsTheStandardSays(String secret) {
        // Given
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        // When
        String signature = new WebhookSecret(secret).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body);
        // Then
        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "not base64 at all, but long enough for one"})
    void aSecretThatIsNoneIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> new WebhookSecret(text))
                .isInstanceOfSatisfying(
                        InvalidMember.class,
                        invalid -> assertThat(invalid.member()).isEqualTo("secret"))
                .message()
                .doesNotContain("c2hvcnQ=", "not base64 at all");
    }

    @Test
    void aSecretIsNotPrinted() {
        assertThat(new WebhookSecret(KEY).toString()).doesNotContain(KEY);
    }

    @Test
    void aSealedSecretIsOpenedOnlyForItsSinkAndWithItsKey() {
        // Given
        SecretSeal seal = new SecretSeal(Settings.STRICT.withKey(MASTER_KEY));
        SecretSeal otherKey = new SecretSeal(Settings.STRICT.withKey(Base64.getEncoder()
                .encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8))));
        byte[] sealed = seal.seal(SINK, KEY);
        // Then
        assertThat(seal.open(SINK, sealed)).isEqualTo(KEY);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(KEY);
        assertThatThrownBy(() -> seal.open(new SinkId("sink_2"), sealed)).hasMessageContaining("of another owner");
        assertThatThrownBy(() -> otherKey.open(SINK, sealed)).hasMessageContaining("master key");
    }

    @Test
    void aMalformedMasterKeyFailsTheStartAndAMissingOneOnlyItsUse() {
        // Given
        SecretSeal without = new SecretSeal(Settings.STRICT);
        // Then
        assertThatThrownBy(() -> new SecretSeal(Settings.STRICT.withKey("abc"))).hasMessageContaining("openssl rand");
        assertThat(without.ready()).isFalse();
        assertThatThrownBy(() -> without.seal(SINK, KEY)).hasMessageContaining("openssl rand");
    }
}
