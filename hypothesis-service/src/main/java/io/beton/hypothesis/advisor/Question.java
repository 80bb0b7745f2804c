package io.beton.hypothesis.advisor;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.request.Span;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Predicted;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;

/**
 * What an advisor is asked.
 *
 * @param subject whom all claims must be about, since one search is of one kind of subject
 * @param taxonomy what it is told of a connection: without values where they are not to be known
 * @param values whether values of properties may be known
 * @param room how many claims the search can take
 */
public record Question(Goal goal, Subject subject, Span span, Taxonomy taxonomy, boolean values, int room) {

    public Question {
        taxonomy = values ? taxonomy : taxonomy.withoutValues();
    }

    /** What is to be foreseen, as far as it is told: filters name values. */
    Outcome told() {
        Outcome outcome = goal.predicted();
        Predicted predicted = values
                ? outcome.predicted()
                : outcome.selector()
                        .map(selector -> Predicted.event(Selector.of(selector.event())))
                        .orElse(outcome.predicted());
        return new Outcome(predicted, outcome.horizonDays(), outcome.repeatable());
    }
}
