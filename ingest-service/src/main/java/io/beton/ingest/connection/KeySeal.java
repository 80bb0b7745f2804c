package io.beton.ingest.connection;

import io.beton.model.id.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals API keys at rest with AES-256-GCM, bound to their connection so that a row cannot be given another one's key.
 *
 * <p>The sealed form is a version byte, a random nonce of 12 bytes, and the ciphertext with its tag.
 */
@ApplicationScoped
public class KeySeal {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec masterKey;
    private final SecureRandom random = new SecureRandom();

    KeySeal(IngestConfig config) {
        byte[] key = decoded(config.masterKey());
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException("[keys] beton.ingest.master-key must be " + KEY_BYTES
                    + " bytes in Base64; `openssl rand -base64 32` makes one");
        }
        this.masterKey = new SecretKeySpec(key, "AES");
    }

    byte[] seal(ConnectionId connection, ApiKey key) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] closed =
                cipher(Cipher.ENCRYPT_MODE, connection, nonce, key.reveal().getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(1 + NONCE_BYTES + closed.length)
                .put(VERSION)
                .put(nonce)
                .put(closed)
                .array();
    }

    /** The key that {@link #seal} was given; fails where the master key or the connection is another one. */
    public ApiKey open(ConnectionId connection, byte[] closed) {
        ByteBuffer buffer = ByteBuffer.wrap(closed);
        if (buffer.get() != VERSION) {
            throw new IllegalStateException("[keys] key of " + connection + " is sealed in an unknown way");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return new ApiKey(new String(cipher(Cipher.DECRYPT_MODE, connection, nonce, rest), StandardCharsets.UTF_8));
    }

    private byte[] cipher(int mode, ConnectionId connection, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, masterKey, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(connection.value().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "[keys] key of " + connection + " cannot be sealed or opened; is it the right master key?", e);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.trim());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
