package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.beton.model.InvalidMember;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Stands for a selector on the wire: the first 8 bytes of the SHA-256 of its JSON, in hexadecimal. */
public record SelectorId(@JsonValue String value) {
    private static final int BYTES = 8;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SelectorId {
        InvalidMember.requireText(value, "selector_id");
    }

    static SelectorId of(String canonical) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return new SelectorId(HexFormat.of().formatHex(digest, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("[selector] every Java platform has SHA-256", e);
        }
    }
}
