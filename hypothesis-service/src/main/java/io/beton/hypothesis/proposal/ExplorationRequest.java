package io.beton.hypothesis.proposal;

import io.beton.hypothesis.request.Span;
import io.beton.model.InvalidMember;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.GoalId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person sends to have hypotheses searched for.
 *
 * @param subject whom they shall be about; persons where it is left out
 */
record ExplorationRequest(
        GoalId goalId, Optional<Subject> subject, Optional<Instant> asOf, Optional<Integer> windowDays) {

    ExplorationRequest {
        InvalidMember.require(goalId, "goal_id");
    }

    Subject about() {
        return subject.orElse(Subject.PERSON);
    }

    Span.Wish wish() {
        return new Span.Wish(asOf, windowDays);
    }
}
