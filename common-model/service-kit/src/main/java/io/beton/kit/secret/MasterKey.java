package io.beton.kit.secret;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A key that seals secrets, with the id by which sealed values name it: the first 4 bytes of its SHA-256. */
final class MasterKey {
    static final int BYTES = 32;
    static final int ID_BYTES = 4;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final byte[] id;

    MasterKey(String base64) {
        byte[] bytes = decoded(base64);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("[seal] a master key is " + BYTES + " bytes in Base64");
        }
        this.key = new SecretKeySpec(bytes, "AES");
        this.id = Arrays.copyOf(sha256(bytes), ID_BYTES);
    }

    static boolean is(String base64) {
        return decoded(base64).length == BYTES;
    }

    byte[] id() {
        return id.clone();
    }

    boolean hasId(byte[] other) {
        return Arrays.equals(id, other);
    }

    byte[] close(byte[] nonce, byte[] authenticated, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, nonce, authenticated).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("[seal] every Java platform has AES-GCM", e);
        }
    }

    /** Nothing where the key, what was authenticated or a byte is another one. */
    Optional<byte[]> open(byte[] nonce, byte[] authenticated, byte[] closed) {
        if (closed.length < TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce, authenticated).doFinal(closed));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] authenticated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(authenticated);
        return cipher;
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

    /** The id; the key never shows itself. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(id);
    }
}
