package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of finalists, given what the goal's hypotheses say already.
 *
 * @param fresh said by none yet
 * @param tested to be backtested, the most promising first: the fresh ones, and earlier ones that say the same and are
 *     still waiting for a person. What was approved or rejected before is not proposed again.
 * @param decided finalists that are not tested again for themselves; the others are judged among them all the same
 */
record Proposal(List<Hypothesis> fresh, List<HypothesisId> tested, List<Hypothesis> decided) {

    static Proposal of(Exploration exploration, List<Scored> finalists, Goal goal, List<Hypothesis> earlier) {
        List<Hypothesis> fresh = new ArrayList<>();
        List<HypothesisId> tested = new ArrayList<>();
        List<Hypothesis> decided = new ArrayList<>();
        for (Scored finalist : finalists) {
            List<Hypothesis> same = earlier.stream()
                    .filter(hypothesis -> hypothesis.claim().equals(finalist.claim()))
                    .toList();
            List<HypothesisId> undecided = same.stream()
                    .filter(Hypothesis::searched)
                    .filter(hypothesis -> hypothesis.status().mayBecome(HypothesisState.BACKTESTING))
                    .map(Hypothesis::hypothesisId)
                    .toList();
            Hypothesis found = hypothesis(exploration, finalist, goal);
            if (same.isEmpty()) {
                fresh.add(found);
                tested.add(found.hypothesisId());
            } else if (undecided.isEmpty()) {
                decided.add(found);
            }
            tested.addAll(undecided);
        }
        return new Proposal(fresh, tested, decided);
    }

    private static Hypothesis hypothesis(Exploration exploration, Scored finalist, Goal goal) {
        return new Hypothesis(
                exploration.explorationId().candidate(finalist.position()),
                1,
                goal.connectionId(),
                goal.goalId(),
                goal.kind(),
                ClaimSentence.of(finalist.claim()),
                finalist.claim().subject(),
                finalist.claim().condition(),
                finalist.claim().design(),
                finalist.claim().outcome(),
                HypothesisState.PROPOSED,
                true,
                exploration.tried(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
