package io.beton.backtest.statistics;

import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Interval;
import java.util.Optional;

/**
 * The interval of the lift over the baseline for one observation per subject, on the logarithmic scale.
 *
 * <p>The fired are part of everybody, so the two proportions are not independent and Katz's interval would be wrong.
 */
public final class LiftInterval {
    private static final double Z = 1.959963984540054;

    private LiftInterval() {}

    /** None where nobody fired and was positive: the logarithm is undefined. */
    public static Optional<Interval> anchored(Counts counts) {
        if (counts.tp() == 0) {
            return Optional.empty();
        }
        double tp = counts.tp();
        double fired = counts.fired();
        double positives = counts.positives();
        double all = counts.all();
        double lift = (tp / fired) / (positives / all);
        double variance = 1 / tp - 1 / fired - 1 / positives + (2 * lift - 1) / all;
        double reach = Z * Math.sqrt(Math.max(0, variance));
        return Optional.of(new Interval(Math.exp(Math.log(lift) - reach), Math.exp(Math.log(lift) + reach)));
    }
}
