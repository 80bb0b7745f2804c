package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.InvalidMember;

/**
 * What a hypothesis predicts: an event within so many days after the landmark.
 *
 * @param repeatable whether subjects that had the outcome before the landmark are counted too
 */
public record Outcome(@JsonProperty("outcome") Selector selector, int horizonDays, boolean repeatable) {
    private static final int LONGEST_HORIZON = 365;

    @JsonCreator
    public Outcome {
        InvalidMember.require(selector, "outcome");
        InvalidMember.check(
                horizonDays >= 1 && horizonDays <= LONGEST_HORIZON,
                "horizon_days",
                "`horizon_days` must be between 1 and " + LONGEST_HORIZON);
    }
}
