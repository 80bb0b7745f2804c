package io.beton.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.beton.model.InvalidMember;

/** Names one sink binding. */
public record SinkId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SinkId {
        InvalidMember.requireText(value, "sink_id");
    }

    @Override
    public String toString() {
        return value;
    }
}
