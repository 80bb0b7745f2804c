package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.search.Finalist;
import io.beton.hypothesis.sentence.ClaimSentence;
import io.beton.model.hypothesis.Claim;
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
 * @param kept why each finalist was kept
 * @param decided finalists that are not tested again for themselves; the others are judged among them all the same
 */
record Proposal(
        List<Hypothesis> fresh, List<HypothesisId> tested, List<Exploration.Kept> kept, List<Hypothesis> decided) {

    static Proposal of(Exploration exploration, List<Finalist> finalists, Goal goal, List<Hypothesis> earlier) {
        List<Hypothesis> fresh = new ArrayList<>();
        List<HypothesisId> tested = new ArrayList<>();
        List<Exploration.Kept> kept = new ArrayList<>();
        List<Hypothesis> decided = new ArrayList<>();
        for (Finalist finalist : finalists) {
            List<Hypothesis> same = earlier.stream()
                    .filter(hypothesis ->
                            hypothesis.claim().equals(finalist.scored().claim()))
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
            HypothesisId id =
                    same.isEmpty() ? found.hypothesisId() : same.get(0).hypothesisId();
            kept.add(new Exploration.Kept(id, found.hypothesis(), finalist.why()));
        }
        return new Proposal(fresh, tested, kept, decided);
    }

    private static Hypothesis hypothesis(Exploration exploration, Finalist finalist, Goal goal) {
        Claim claim = finalist.scored().claim();
        return new Hypothesis(
                exploration.explorationId().candidate(finalist.scored().position()),
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
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
