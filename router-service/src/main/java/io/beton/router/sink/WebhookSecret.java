package io.beton.router.sink;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.beton.model.InvalidMember;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The secret that a webhook's receiver shares with us, as Standard Webhooks writes it; never shown again. */
@Schema(implementation = String.class)
public final class WebhookSecret implements Hidden {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final String text;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WebhookSecret(String text) {
        this.text = InvalidMember.requireText(text, "secret");
        int length = decoded(text).length;
        InvalidMember.check(
                length >= SHORTEST && length <= LONGEST,
                "secret",
                "`secret` must be `whsec_` and then " + SHORTEST + " to " + LONGEST
                        + " bytes in Base64; `openssl rand -base64 32` makes such bytes");
    }

    /** The signature of one message: {@code v1,} and the HMAC of its id, time and body. */
    public String sign(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(decoded(text), ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("[webhook] every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "WebhookSecret[hidden]";
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
