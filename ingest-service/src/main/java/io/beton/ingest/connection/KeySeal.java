package io.beton.ingest.connection;

import io.beton.ingest.posthog.ApiKey;
import io.beton.model.id.ConnectionId;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals API keys at rest with AES-256-GCM, bound to their connection so that a row cannot be given another one's key.
 *
 * <p>The sealed form is a version byte, 4 bytes that name the master key (of its SHA-256), a random nonce of 12 bytes,
 * and the ciphertext with its tag; version, master key's name and connection are authenticated.
 */
@Startup
@ApplicationScoped
public class KeySeal {
    private static final byte VERSION = 1;
    private static final int KEY_ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec masterKey;
    private final byte[] keyId;
    private final SecureRandom random = new SecureRandom();

    KeySeal(IngestConfig config) {
        problem(config.masterKey()).ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        byte[] key = decoded(config.masterKey());
        this.masterKey = new SecretKeySpec(key, "AES");
        this.keyId = Arrays.copyOf(sha256(key), KEY_ID_BYTES);
    }

    /** What is wrong with a master key, and how to make one; nothing where it is right. */
    public static Optional<String> problem(Optional<String> masterKey) {
        return decoded(masterKey).length == KEY_BYTES
                ? Optional.empty()
                : Optional.of("[keys] beton.ingest.master-key (in the environment BETON_INGEST_MASTER_KEY) must be "
                        + KEY_BYTES + " bytes in Base64; `openssl rand -base64 32` makes one");
    }

    byte[] seal(ConnectionId connection, ApiKey key) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] closed =
                cipher(Cipher.ENCRYPT_MODE, connection, nonce, key.reveal().getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(1 + KEY_ID_BYTES + NONCE_BYTES + closed.length)
                .put(VERSION)
                .put(keyId)
                .put(nonce)
                .put(closed)
                .array();
    }

    /** The key that {@link #seal} was given; fails where the master key or the connection is another one. */
    ApiKey open(ConnectionId connection, byte[] closed) {
        ByteBuffer buffer = ByteBuffer.wrap(closed);
        byte version = buffer.get();
        byte[] sealedBy = take(buffer, KEY_ID_BYTES);
        if (version != VERSION || !Arrays.equals(sealedBy, keyId)) {
            throw new KeyUnreadable(
                    connection,
                    "it was sealed by master key "
                            + HexFormat.of().formatHex(sealedBy) + ", this service has "
                            + HexFormat.of().formatHex(keyId));
        }
        byte[] nonce = take(buffer, NONCE_BYTES);
        byte[] opened = cipher(Cipher.DECRYPT_MODE, connection, nonce, take(buffer, buffer.remaining()));
        return new ApiKey(new String(opened, StandardCharsets.UTF_8));
    }

    private byte[] cipher(int mode, ConnectionId connection, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, masterKey, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(new byte[] {VERSION});
            cipher.updateAAD(keyId);
            cipher.updateAAD(connection.value().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new KeyUnreadable(connection, "its seal is broken, or of another connection");
        }
    }

    private static byte[] take(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] decoded(Optional<String> base64) {
        try {
            return Base64.getDecoder().decode(base64.orElse("").trim());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] sha256(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("[keys] every Java platform has SHA-256", e);
        }
    }

    /** A sealed key that this service cannot open. */
    static final class KeyUnreadable extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        KeyUnreadable(ConnectionId connection, String reason) {
            super("[keys] the key of " + connection + " cannot be opened: " + reason);
        }
    }
}
