package io.beton.hypothesis.advisor;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.request.Span;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Subject;

/**
 * What an advisor is asked.
 *
 * @param subject whom all claims must be about, since one search is of one kind of subject
 * @param taxonomy what it is told of a connection: without values where they are not to be known
 */
public record Question(Goal goal, Subject subject, Span span, Taxonomy taxonomy) {

    /** @param values whether the connection allows that values of properties are known */
    public static Question of(Goal goal, Subject subject, Span span, Taxonomy taxonomy, boolean values) {
        return new Question(goal, subject, span, values ? taxonomy : taxonomy.withoutValues());
    }
}
