package io.beton.kit.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tokens of the configuration: random and long, so that a plain SHA-256 tells nothing of them. */
final class Tokens {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    /** A shorter one could be found by trying, whoever has its hash. */
    static final int SHORTEST = 32;

    private static final byte[] OF_NOTHING = sha256("");

    private final List<Known> known;

    Tokens(Map<String, AccessConfig.Token> configured) {
        this.known = configured.entrySet().stream()
                .map(entry -> known(entry.getKey(), entry.getValue()))
                .toList();
        for (Known one : known) {
            if (known.stream().filter(one::isToken).count() > 1) {
                throw new IllegalArgumentException(
                        "[access] " + one.key() + " is also the hash of somebody else's token;"
                                + " what two bring tells nobody which of them called");
            }
        }
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    boolean knows(String name) {
        return known.stream().anyMatch(one -> one.caller().name().equals(name));
    }

    Optional<Caller> find(String token) {
        byte[] hash = sha256(token);
        return token.length() < SHORTEST
                ? Optional.empty()
                : known.stream()
                        .filter(one -> MessageDigest.isEqual(one.hash(), hash))
                        .map(Known::caller)
                        .findFirst();
    }

    private static Known known(String name, AccessConfig.Token token) {
        if (!Caller.isName(name)) {
            throw new IllegalArgumentException(
                    "[access] beton.access.tokens needs names of 1 to 200 visible characters");
        }
        String key = "beton.access.tokens." + name + ".sha256";
        // a file that holds it often ends with a new line
        String hash = token.sha256().strip();
        if (!SHA_256.matcher(hash).matches()) {
            throw new IllegalArgumentException("[access] " + key + " is not 64 hexadecimal digits: it takes the SHA-256"
                    + " of a token, as `printf %s TOKEN | sha256sum` prints it");
        }
        byte[] bytes = HexFormat.of().parseHex(hash);
        if (Arrays.equals(bytes, OF_NOTHING)) {
            throw new IllegalArgumentException("[access] " + key + " is the hash of nothing at all: the token was lost"
                    + " on its way to sha256sum");
        }
        return new Known(key, bytes, new Caller(name, token.role()));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("[access] every Java platform has SHA-256", e);
        }
    }

    private record Known(String key, byte[] hash, Caller caller) {

        boolean isToken(Known other) {
            return Arrays.equals(hash, other.hash);
        }
    }
}
