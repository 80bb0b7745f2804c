package io.beton.hypothesis.proposal;

import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Measures;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Selector;
import java.util.List;

/** A candidate with its numbers; only those of discovery, since a search may look at nothing else. */
record Scored(int position, Claim claim, Measures discovery) {

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
