package io.beton.hypothesis.proposal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.beton.model.InvalidMember;
import io.beton.model.id.HypothesisId;

/** Names one exploration. */
record ExplorationId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    ExplorationId {
        InvalidMember.requireText(value, "exploration_id");
    }

    /** The same for the same candidate however often it is computed; a finalist keeps it. */
    HypothesisId candidate(int position) {
        return new HypothesisId("hyp_" + value.substring(value.indexOf('_') + 1) + "_" + position);
    }

    @Override
    public String toString() {
        return value;
    }
}
