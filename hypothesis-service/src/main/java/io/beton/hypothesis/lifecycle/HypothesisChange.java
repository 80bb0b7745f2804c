package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.goal.Goal;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import java.util.List;
import java.util.Optional;

/**
 * What a person changes of a hypothesis; what is left out stays. Who it is about does not change: that is another
 * hypothesis.
 *
 * @param hypothesis the sentence
 * @param retakeGoal whether outcome and horizon are taken over from the goal as it stands now
 * @param allowUnknownEvents whether events that PostHog does not know yet are meant
 * @param version the version that the person was looking at
 */
record HypothesisChange(
        Optional<String> hypothesis,
        Optional<Condition> condition,
        Optional<Design> design,
        Optional<Boolean> retakeGoal,
        Optional<Boolean> allowUnknownEvents,
        Optional<String> by,
        Optional<String> comment,
        Optional<Integer> version) {

    /** The hypothesis as it is to be: as it is, in other words, or as its next version. */
    Hypothesis of(Hypothesis old, Goal goal) {
        Claim claim = new Claim(
                old.subject(),
                condition.orElse(old.condition()),
                design.orElse(old.design()),
                retakeGoal.orElse(false) ? goal.predicted() : old.outcome());
        String sentence = hypothesis.orElse(old.hypothesis());
        return claim.equals(old.claim()) ? Restated.of(old, sentence, old.tried()) : next(old, sentence, claim);
    }

    /** Nobody approved it and nothing was measured of it; who saw the numbers of the one before has tried one more. */
    private static Hypothesis next(Hypothesis old, String sentence, Claim claim) {
        return new Hypothesis(
                old.hypothesisId(),
                old.version() + 1,
                old.connectionId(),
                old.goalId(),
                old.type(),
                sentence,
                claim.subject(),
                claim.condition(),
                claim.design(),
                claim.outcome(),
                HypothesisState.PROPOSED,
                old.searched(),
                old.tried() + (old.backtest().isPresent() ? 1 : 0),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
