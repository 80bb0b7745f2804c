package io.beton.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.beton.model.InvalidMember;

/** Names one history request. */
public record RequestId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RequestId {
        InvalidMember.requireText(value, "request_id");
    }

    @Override
    public String toString() {
        return value;
    }
}
