package io.beton.router.sink;

import io.beton.model.id.SinkId;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets at rest with AES-256-GCM, bound to their sink so that a row cannot be given another one's secret.
 *
 * <p>The sealed form is a version byte, a random nonce of 12 bytes, and the ciphertext with its tag. A master key that is
 * malformed fails the start; one that is missing only whoever needs it.
 */
@Startup
@Singleton
final class SecretSeal {
    static final String HOW_TO_MAKE_A_KEY =
            "set beton.router.master-key to 32 bytes in Base64; `openssl rand -base64 32` makes one";

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final Optional<SecretKeySpec> masterKey;
    private final SecureRandom random = new SecureRandom();

    SecretSeal(SinkConfig config) {
        this.masterKey = config.masterKey().map(SecretSeal::key);
    }

    boolean ready() {
        return masterKey.isPresent();
    }

    byte[] seal(SinkId sink, WebhookSecret secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] closed = cipher(Cipher.ENCRYPT_MODE, sink, nonce, secret.reveal().getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(1 + NONCE_BYTES + closed.length)
                .put(VERSION)
                .put(nonce)
                .put(closed)
                .array();
    }

    /** What {@link #seal} was given; fails where the master key or the sink is another one. */
    WebhookSecret open(SinkId sink, byte[] closed) {
        ByteBuffer buffer = ByteBuffer.wrap(closed);
        if (closed.length <= NONCE_BYTES || buffer.get() != VERSION) {
            throw new IllegalStateException("[secrets] secret of " + sink + " is sealed in an unknown way");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return new WebhookSecret(new String(cipher(Cipher.DECRYPT_MODE, sink, nonce, rest), StandardCharsets.UTF_8));
    }

    private byte[] cipher(int mode, SinkId sink, byte[] nonce, byte[] input) {
        SecretKeySpec key =
                masterKey.orElseThrow(() -> new IllegalStateException("[secrets] no master key: " + HOW_TO_MAKE_A_KEY));
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(sink.value().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "[secrets] secret of " + sink + " cannot be sealed or opened; is it the right master key?", e);
        }
    }

    private static SecretKeySpec key(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.trim());
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException("[secrets] the master key is malformed: " + HOW_TO_MAKE_A_KEY);
        }
        return new SecretKeySpec(key, "AES");
    }
}
