package io.beton.ingest.connection;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.beton.model.InvalidMember;

/** A secret that never shows itself in text. */
public record ApiKey(String secret) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ApiKey {
        InvalidMember.requireText(secret, "api_key");
    }

    /** For the one place that sends it, and the one that seals it. */
    public String reveal() {
        return secret;
    }

    /** Whether it is a project token, which cannot read. */
    boolean projectToken() {
        return secret.startsWith("phc_");
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
