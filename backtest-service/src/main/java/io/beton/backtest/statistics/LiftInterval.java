package io.beton.backtest.statistics;

import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Interval;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The interval of the lift over the baseline, on the logarithmic scale.
 *
 * <p>The fired are part of everybody, so the two proportions are not independent and Katz's interval would be wrong.
 */
public final class LiftInterval {
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
        return Optional.of(around(lift, Math.max(0, variance)));
    }

    /**
     * Of many observations per subject: the linearised logarithm, summed up within each subject before it is squared.
     * None where nobody fired and was positive.
     */
    public static Optional<Interval> clustered(Counts counts, Clusters clusters) {
        if (counts.tp() == 0) {
            return Optional.empty();
        }
        BigInteger tp = BigInteger.valueOf(counts.tp());
        BigInteger fired = BigInteger.valueOf(counts.fired());
        BigInteger positives = BigInteger.valueOf(counts.positives());
        BigInteger all = BigInteger.valueOf(counts.all());
        // the summands of the variance as fractions of this, squared
        BigInteger whole = tp.multiply(fired).multiply(positives).multiply(all);
        BigInteger hits = tp.multiply(fired);
        BigInteger sum = clusters.square(
                positives.multiply(all).multiply(fired.subtract(tp)).subtract(hits.multiply(all.subtract(positives))),
                positives.multiply(tp).multiply(fired.subtract(all)),
                hits.multiply(positives.subtract(all)),
                hits.multiply(positives));
        double variance = sum.doubleValue() / whole.doubleValue() / whole.doubleValue();
        double precision = (double) counts.tp() / counts.fired();
        double baseline = (double) counts.positives() / counts.all();
        return Optional.of(around(precision / baseline, variance));
    }

    private static Interval around(double lift, double variance) {
        double reach = Normal.Z * Math.sqrt(variance);
        return new Interval(Math.exp(Math.log(lift) - reach), Math.exp(Math.log(lift) + reach));
    }
}
