package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import java.util.Optional;

/** Makes a hypothesis of a candidate that was chosen. */
final class Finalist {
    private Finalist() {}

    static Hypothesis hypothesis(Exploration exploration, Scored chosen, Goal goal) {
        Claim claim = chosen.claim();
        return new Hypothesis(
                exploration.explorationId().candidate(chosen.position()),
                1,
                goal.connectionId(),
                goal.goalId(),
                goal.kind(),
                ClaimSentence.of(claim),
                claim.subject(),
                claim.condition(),
                claim.design(),
                claim.outcome(),
                HypothesisState.PROPOSED,
                true,
                exploration.tried(),
                Optional.empty(),
                Optional.empty());
    }
}
