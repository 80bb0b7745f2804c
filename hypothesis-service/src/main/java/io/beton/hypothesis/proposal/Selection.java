package io.beton.hypothesis.proposal;

import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Report;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses what is worth a person's time, by discovery alone: the largest lower ends of the lift interval, recall as
 * second, one per set of events, since the same event at other thresholds fires for almost the same subjects.
 */
final class Selection {
    private static final int MOST = 10;
    /** Fewer than this and the interval is wide enough to be the luck of the draw. */
    private static final long FEWEST_FIRED = 10;

    private Selection() {}

    static List<Claim> best(List<Claim> claims, List<BacktestResult> results) {
        List<Scored> scored = new ArrayList<>();
        for (BacktestResult result : results) {
            result.report()
                    .map(Report::discovery)
                    .filter(Selection::promising)
                    .ifPresent(discovery -> scored.add(new Scored(claims.get(result.position()), discovery)));
        }
        scored.sort(Comparator.comparingDouble(Scored::lowerLift)
                .thenComparingDouble(Scored::recall)
                .reversed());
        List<Claim> best = new ArrayList<>();
        Set<Set<Selector>> taken = new HashSet<>();
        for (Scored candidate : scored) {
            if (best.size() < MOST && taken.add(candidate.claim().firingSelectors())) {
                best.add(candidate.claim());
            }
        }
        return best;
    }

    private static boolean promising(Measures discovery) {
        return discovery.counts().fired() >= FEWEST_FIRED
                && discovery.liftInterval().map(Interval::lower).orElse(0.0) > 1;
    }

    private record Scored(Claim claim, Measures discovery) {
        double lowerLift() {
            return discovery.liftInterval().map(Interval::lower).orElse(0.0);
        }

        double recall() {
            return discovery.recall().orElse(0);
        }
    }
}
