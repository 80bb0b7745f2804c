package io.beton.hypothesis.goal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import java.util.Optional;

/**
 * What a project wants to foresee.
 *
 * @param outcomeGuessed whether the outcome was chosen by its name; a person can change it
 */
public record Goal(
        GoalId goalId,
        ConnectionId connectionId,
        String name,
        GoalKind kind,
        Selector outcome,
        boolean outcomeGuessed,
        Optional<String> guessReason,
        int horizonDays,
        boolean repeatable,
        Bar bar) {

    @JsonIgnore
    public Outcome target() {
        return new Outcome(outcome, horizonDays, repeatable);
    }
}
