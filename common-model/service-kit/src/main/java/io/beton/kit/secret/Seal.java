package io.beton.kit.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets at rest with AES-256-GCM, each bound to its owner so that a row cannot be given another one's secret.
 *
 * <p>The sealed form is a version byte, 4 bytes that name the master key (of its SHA-256), a random nonce of 12 bytes,
 * and the ciphertext with its tag; version, master key's name and owner are authenticated.
 */
public final class Seal {
    /** Bytes of a master key. */
    public static final int KEY_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int KEY_ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec masterKey;
    private final byte[] keyId;
    private final SecureRandom random = new SecureRandom();

    /** @param masterKey one that {@link #isMasterKey} */
    public Seal(String masterKey) {
        byte[] key = decoded(masterKey);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("[seal] a master key is " + KEY_BYTES + " bytes in Base64");
        }
        this.masterKey = new SecretKeySpec(key, "AES");
        this.keyId = Arrays.copyOf(sha256(key), KEY_ID_BYTES);
    }

    /** Whether this is a master key: 32 bytes in Base64. */
    public static boolean isMasterKey(String base64) {
        return decoded(base64).length == KEY_BYTES;
    }

    public byte[] seal(String owner, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] closed = cipher(Cipher.ENCRYPT_MODE, owner, nonce, secret.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(1 + KEY_ID_BYTES + NONCE_BYTES + closed.length)
                .put(VERSION)
                .put(keyId)
                .put(nonce)
                .put(closed)
                .array();
    }

    /** What {@link #seal} was given; {@link Unreadable} where the master key or the owner is another one. */
    public String open(String owner, byte[] closed) {
        if (closed.length <= 1 + KEY_ID_BYTES + NONCE_BYTES || closed[0] != VERSION) {
            throw new Unreadable(owner, "it is sealed in an unknown way");
        }
        ByteBuffer buffer = ByteBuffer.wrap(closed, 1, closed.length - 1);
        byte[] sealedBy = take(buffer, KEY_ID_BYTES);
        if (!Arrays.equals(sealedBy, keyId)) {
            throw new Unreadable(
                    owner,
                    "it was sealed by master key "
                            + HexFormat.of().formatHex(sealedBy) + ", this service has "
                            + HexFormat.of().formatHex(keyId));
        }
        byte[] nonce = take(buffer, NONCE_BYTES);
        return new String(
                cipher(Cipher.DECRYPT_MODE, owner, nonce, take(buffer, buffer.remaining())), StandardCharsets.UTF_8);
    }

    private byte[] cipher(int mode, String owner, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, masterKey, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(new byte[] {VERSION});
            cipher.updateAAD(keyId);
            cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new Unreadable(owner, "its seal is broken, or of another owner");
        }
    }

    private static byte[] take(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.trim());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] sha256(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("[seal] every Java platform has SHA-256", e);
        }
    }

    /** A sealed secret that this service cannot open. */
    public static final class Unreadable extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Unreadable(String owner, String reason) {
            super("[seal] the secret of " + owner + " cannot be opened: " + reason);
        }
    }
}
