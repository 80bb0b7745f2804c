package io.beton.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.beton.model.InvalidMember;

/** Names one person (PostHog's person id) or group (its key) within a connection. */
public record SubjectId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SubjectId {
        // a group's key is whatever was sent, a blank too
        InvalidMember.check(
                value != null && !value.isEmpty(), "subject_id", "`subject_id` is missing or empty; give it a text");
    }

    @Override
    public String toString() {
        return value;
    }
}
