package io.beton.hypothesis.proposal;

import io.beton.hypothesis.request.Span;
import io.beton.model.InvalidMember;
import io.beton.model.id.GoalId;
import java.time.Instant;
import java.util.Optional;

/** What a person sends to have hypotheses searched for. */
record ExplorationRequest(GoalId goalId, Optional<Instant> asOf, Optional<Integer> windowDays) {

    ExplorationRequest {
        InvalidMember.require(goalId, "goal_id");
    }

    Span.Wish wish() {
        return new Span.Wish(asOf, windowDays);
    }
}
