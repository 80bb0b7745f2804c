package io.beton.kit.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Seals secrets at rest with AES-256-GCM, each bound to its owner so that a row cannot be given another one's secret.
 *
 * <p>The sealed form is a version byte, 4 bytes that name the master key, a random nonce of 12 bytes, and the ciphertext
 * with its tag; version, master key's name and owner are authenticated. What is sealed is sealed by the current master
 * key; former ones only open, so that what they sealed can be {@link #renewed}. An earlier form that names no master key
 * still opens.
 */
public final class Seal {
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;

    private final MasterKey current;
    private final List<MasterKey> known;
    private final SecureRandom random = new SecureRandom();

    /** @param masterKey one that {@link #isMasterKey}, as are the former ones */
    public Seal(String masterKey, List<String> former) {
        this.current = new MasterKey(masterKey);
        List<MasterKey> all = new ArrayList<>(List.of(current));
        former.stream().map(MasterKey::new).forEach(all::add);
        this.known = List.copyOf(all);
    }

    /** What is wrong with master keys of a configuration, and how to make one; nothing where they are right. */
    public static Optional<String> problem(String configurationKey, String masterKey, List<String> former) {
        String what = "must be " + MasterKey.BYTES + " bytes in Base64; `openssl rand -base64 32` makes one";
        if (!isMasterKey(masterKey)) {
            return Optional.of(configurationKey + " " + what);
        }
        return former.stream().allMatch(Seal::isMasterKey)
                ? Optional.empty()
                : Optional.of("each of the former ones of " + configurationKey + ", by comma, " + what);
    }

    /** Whether this is a master key: 32 bytes in Base64. */
    public static boolean isMasterKey(String base64) {
        return MasterKey.is(base64);
    }

    public byte[] seal(String owner, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] closed = current.close(nonce, authenticated(current, owner), secret.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(1 + MasterKey.ID_BYTES + NONCE_BYTES + closed.length)
                .put(VERSION)
                .put(current.id())
                .put(nonce)
                .put(closed)
                .array();
    }

    /** What {@link #seal} was given; {@link Unreadable} where no master key opens it, or the owner is another one. */
    public String open(String owner, byte[] closed) {
        Optional<MasterKey> sealedBy = sealedBy(closed);
        Optional<byte[]> opened =
                sealedBy.flatMap(key -> opened(key, authenticated(key, owner), closed, 1 + MasterKey.ID_BYTES));
        return new String(
                opened.or(() -> openedWithoutId(owner, closed)).orElseThrow(() -> unreadable(owner, closed, sealedBy)),
                StandardCharsets.UTF_8);
    }

    /** The same secret sealed by the current master key; nothing where it is already. */
    public Optional<byte[]> renewed(String owner, byte[] closed) {
        String secret = open(owner, closed);
        return sealedBy(closed).filter(key -> key == current).isPresent()
                ? Optional.empty()
                : Optional.of(seal(owner, secret));
    }

    private Optional<MasterKey> sealedBy(byte[] closed) {
        if (closed.length <= 1 + MasterKey.ID_BYTES || closed[0] != VERSION) {
            return Optional.empty();
        }
        byte[] id = id(closed);
        return known.stream().filter(key -> key.hasId(id)).findFirst();
    }

    private Optional<byte[]> openedWithoutId(String owner, byte[] closed) {
        return known.stream()
                .flatMap(key -> opened(key, owner.getBytes(StandardCharsets.UTF_8), closed, 1).stream())
                .findFirst();
    }

    /** @param from where the nonce begins, behind which the ciphertext does */
    private static Optional<byte[]> opened(MasterKey key, byte[] authenticated, byte[] closed, int from) {
        if (closed.length <= from + NONCE_BYTES || closed[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(closed, from, closed.length - from);
        byte[] nonce = take(buffer, NONCE_BYTES);
        return key.open(nonce, authenticated, take(buffer, buffer.remaining()));
    }

    private Unreadable unreadable(String owner, byte[] closed, Optional<MasterKey> sealedBy) {
        if (sealedBy.isPresent()) {
            return new Unreadable(owner, "its seal is broken, or of another owner");
        }
        return new Unreadable(
                owner,
                closed.length > 1 + MasterKey.ID_BYTES && closed[0] == VERSION
                        ? "it was sealed by master key " + HexFormat.of().formatHex(id(closed)) + ", this service has "
                                + known
                        : "it is sealed in an unknown way");
    }

    private static byte[] authenticated(MasterKey key, String owner) {
        byte[] name = owner.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + MasterKey.ID_BYTES + name.length)
                .put(VERSION)
                .put(key.id())
                .put(name)
                .array();
    }

    private static byte[] id(byte[] closed) {
        return take(ByteBuffer.wrap(closed, 1, MasterKey.ID_BYTES), MasterKey.ID_BYTES);
    }

    private static byte[] take(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    /** A sealed secret that this service cannot open. */
    public static final class Unreadable extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Unreadable(String owner, String reason) {
            super("[seal] the secret of " + owner + " cannot be opened: " + reason);
        }
    }
}
