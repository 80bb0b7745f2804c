package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.store.FreshId;
import io.beton.model.InvalidMember;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import java.util.List;
import java.util.Optional;

/**
 * What a person sends to propose a hypothesis; kind and outcome are the goal's. A subject left out is a person.
 *
 * @param allowUnknownEvents whether events that PostHog does not know yet are meant
 */
record HypothesisRequest(
        ConnectionId connectionId,
        GoalId goalId,
        String hypothesis,
        Optional<Subject> subject,
        Condition condition,
        Design design,
        Optional<Boolean> allowUnknownEvents,
        Optional<String> by) {
    /** What would be made, but is not kept. */
    private static final String DRY_RUN = "hyp_dry_run";

    HypothesisRequest {
        InvalidMember.require(connectionId, "connection_id");
        InvalidMember.require(goalId, "goal_id");
        InvalidMember.requireText(hypothesis, "hypothesis");
        InvalidMember.require(condition, "condition");
        InvalidMember.require(design, "design");
    }

    Hypothesis proposed(Goal goal, boolean dryRun) {
        InvalidMember.check(
                connectionId.equals(goal.connectionId()),
                "connection_id",
                "goal " + goalId + " belongs to connection " + goal.connectionId() + ", not to " + connectionId);
        return new Hypothesis(
                new HypothesisId(dryRun ? DRY_RUN : FreshId.of("hyp")),
                1,
                connectionId,
                goalId,
                goal.kind(),
                hypothesis,
                subject.orElse(Subject.PERSON),
                condition,
                design,
                goal.predicted(),
                HypothesisState.PROPOSED,
                false,
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
