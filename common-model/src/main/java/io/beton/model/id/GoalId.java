package io.beton.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.beton.model.InvalidMember;

/** Names one goal. */
public record GoalId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GoalId {
        InvalidMember.requireText(value, "goal_id");
    }

    @Override
    public String toString() {
        return value;
    }
}
