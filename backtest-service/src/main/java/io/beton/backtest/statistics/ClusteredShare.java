package io.beton.backtest.statistics;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.ZERO;

import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Interval;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The interval of a share of observations of which one subject has many: Wilson's, over as many independent observations
 * as would be as sure.
 *
 * <p>How many these are follows from the design effect of cluster sampling (Kish): the variance of the ratio, with the
 * subject as the unit, over that of independent observations; it never makes the interval narrower.
 */
public final class ClusteredShare {
    private ClusteredShare() {}

    /** Of the fired observations, those that were positive. */
    public static Optional<Interval> precision(long tp, long fired, Clusters clusters) {
        return precision(tp, fired, clusters, Normal.Z);
    }

    /** The same, with another confidence than 95 %. */
    public static Optional<Interval> precisionAt(double confidence, long tp, long fired, Clusters clusters) {
        return precision(tp, fired, clusters, Normal.point(confidence));
    }

    private static Optional<Interval> precision(long tp, long fired, Clusters clusters, double z) {
        BigInteger hit = BigInteger.valueOf(fired - tp);
        BigInteger miss = BigInteger.valueOf(-tp);
        return interval(tp, fired, clusters.square(hit, miss, ZERO, ZERO), clusters.square(ONE, ONE, ZERO, ZERO), z);
    }

    /** Of the positive observations, those that fired. */
    public static Optional<Interval> recall(long tp, long positives, Clusters clusters) {
        BigInteger hit = BigInteger.valueOf(positives - tp);
        BigInteger miss = BigInteger.valueOf(-tp);
        return interval(
                tp, positives, clusters.square(hit, ZERO, miss, ZERO), clusters.square(ONE, ZERO, ONE, ZERO), Normal.Z);
    }

    /**
     * @param residuals the sum over subjects of the squares of what they are away from the share, as many times as there
     *     are trials
     * @param sizes the sum over subjects of the squares of their numbers of observations
     */
    private static Optional<Interval> interval(
            long successes, long trials, BigInteger residuals, BigInteger sizes, double z) {
        if (trials == 0) {
            return Optional.empty();
        }
        boolean extreme = successes == 0 || successes == trials;
        double effect = extreme
                ? sizes.doubleValue() / trials
                : residuals.doubleValue() / ((double) trials * successes * (trials - successes));
        return Optional.of(WilsonInterval.of((double) successes / trials, trials / Math.max(1, effect), z));
    }
}
