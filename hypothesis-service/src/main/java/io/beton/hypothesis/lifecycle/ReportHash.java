package io.beton.hypothesis.lifecycle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.beton.model.InvalidMember;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names a report by what it says: the SHA-256, in hexadecimal, of its text in UTF-8. */
record ReportHash(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    ReportHash {
        InvalidMember.require(value, "report_hash");
        InvalidMember.check(
                FORM.matcher(value).matches(),
                "report_hash",
                "a report's hash has 64 hexadecimal digits in lower case; the audit gives it as `report_hash`");
    }

    static ReportHash of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new ReportHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("[report] every Java platform has SHA-256", e);
        }
    }
}
