package io.beton.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.beton.model.InvalidMember;

/** Names one hypothesis over all its versions. */
public record HypothesisId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HypothesisId {
        InvalidMember.requireText(value, "hypothesis_id");
    }

    @Override
    public String toString() {
        return value;
    }
}
