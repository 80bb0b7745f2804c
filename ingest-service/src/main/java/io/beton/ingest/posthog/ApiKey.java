package io.beton.ingest.posthog;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.beton.model.InvalidMember;

/** A secret that never shows itself in text. */
public record ApiKey(String secret) {
    private static final String PROJECT_TOKEN = "phc_";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ApiKey {
        secret = InvalidMember.requireText(secret, "api_key").trim();
        InvalidMember.check(
                secret.chars().allMatch(c -> c > ' ' && c < 127),
                "api_key",
                "`api_key` has characters that no PostHog key has; copy it again");
    }

    /** For the one place that sends it, and the one that seals it. */
    public String reveal() {
        return secret;
    }

    /** Whether it is a project token, which cannot read. */
    public boolean projectToken() {
        return secret.startsWith(PROJECT_TOKEN);
    }

    /** The text without the key, should a host have sent it back. */
    String redact(String text) {
        return text.replace(secret, toString());
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
