package io.beton.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.beton.model.InvalidMember;

/** Names one signal; computed from what it says, so that a repeat has the same id. */
public record SignalId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SignalId {
        InvalidMember.requireText(value, "signal_id");
    }

    @Override
    public String toString() {
        return value;
    }
}
