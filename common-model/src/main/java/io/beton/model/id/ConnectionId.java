package io.beton.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.beton.model.InvalidMember;

/** Names one connection. */
public record ConnectionId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ConnectionId {
        InvalidMember.requireText(value, "connection_id");
    }

    @Override
    public String toString() {
        return value;
    }
}
