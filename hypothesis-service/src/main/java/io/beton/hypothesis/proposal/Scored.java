package io.beton.hypothesis.proposal;

import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Measures;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Selector;
import java.util.List;

/** A candidate with its numbers; only those of discovery, since a search may look at nothing else. */
record Scored(int position, Claim claim, Measures discovery) {

    static List<Scored> of(List<Candidate> candidates, List<BacktestResult> results) {
        return results.stream()
                .map(result -> new Scored(
                        result.position(),
                        candidates.get(result.position()).claim(),
                        result.report().orElseThrow().discovery()))
                .toList();
    }

    Counts counts() {
        return discovery.counts();
    }

    /** The lower end of the lift's interval; 0 where there is none. */
    double surestLift() {
        return discovery.liftInterval().map(interval -> interval.lower()).orElse(0.0);
    }

    double recall() {
        return discovery.recall().orElse(0);
    }

    List<Selector> behaviour() {
        return claim.condition().selectors().distinct().toList();
    }
}
