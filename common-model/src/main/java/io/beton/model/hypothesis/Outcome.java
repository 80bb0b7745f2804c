package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.InvalidMember;
import java.util.Optional;

/**
 * What a hypothesis predicts: an event, or silence, within so many days after the landmark.
 *
 * @param repeatable whether subjects that had the outcome before the landmark are counted too; of no meaning for silence
 */
public record Outcome(@JsonProperty("outcome") Predicted predicted, int horizonDays, boolean repeatable) {
    private static final int LONGEST_HORIZON = 365;

    @JsonCreator
    public Outcome {
        InvalidMember.require(predicted, "outcome");
        InvalidMember.check(
                horizonDays >= 1 && horizonDays <= LONGEST_HORIZON,
                "horizon_days",
                "`horizon_days` must be between 1 and " + LONGEST_HORIZON);
    }

    public static Outcome of(Selector event, int horizonDays) {
        return new Outcome(Predicted.event(event), horizonDays, false);
    }

    /** The event that is waited for; nothing where silence is. */
    public Optional<Selector> selector() {
        return predicted instanceof Predicted.Event event ? Optional.of(event.selector()) : Optional.empty();
    }

    /** Whether a subject that had the outcome before a landmark is left out there. */
    public boolean once() {
        return !repeatable && predicted instanceof Predicted.Event;
    }
}
