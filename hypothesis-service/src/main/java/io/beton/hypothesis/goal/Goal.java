package io.beton.hypothesis.goal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.beton.model.InvalidMember;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Predicted;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a company wants to foresee, as REST shows it and the table holds it. Hypotheses take over its outcome and horizon
 * when they are made; its bar counts at each backtest.
 *
 * @param outcomeGuessed whether the outcome was chosen by its name, for a person to confirm or change
 */
public record Goal(
        GoalId goalId,
        ConnectionId connectionId,
        String name,
        GoalKind kind,
        Predicted outcome,
        boolean outcomeGuessed,
        Optional<String> guessReason,
        int horizonDays,
        boolean repeatable,
        Bar bar,
        Instant createdAt) {

    public Goal {
        InvalidMember.require(goalId, "goal_id");
        InvalidMember.require(connectionId, "connection_id");
        InvalidMember.requireText(name, "name");
        InvalidMember.require(kind, "kind");
        InvalidMember.require(bar, "bar");
        new Outcome(outcome, horizonDays, repeatable);
    }

    /** What hypotheses of this goal predict. */
    @JsonIgnore
    public Outcome predicted() {
        return new Outcome(outcome, horizonDays, repeatable);
    }

    /** The goal as a person corrected it; an outcome that a person names is no guess. */
    Goal with(GoalChange change) {
        boolean named = change.outcome().isPresent();
        return new Goal(
                goalId,
                connectionId,
                change.name().orElse(name),
                kind,
                change.outcome().orElse(outcome),
                outcomeGuessed && !named,
                named ? Optional.empty() : guessReason,
                change.horizonDays().orElse(horizonDays),
                change.repeatable().orElse(repeatable),
                change.bar().orElse(bar),
                createdAt);
    }
}
