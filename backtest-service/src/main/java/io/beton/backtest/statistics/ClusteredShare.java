package io.beton.backtest.statistics;

import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Interval;
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
        double share = (double) tp / fired;
        return interval(tp, fired, clusters.square(1 - share, -share, 0, 0), clusters.square(1, 1, 0, 0));
    }

    /** Of the positive observations, those that fired. */
    public static Optional<Interval> recall(long tp, long positives, Clusters clusters) {
        double share = (double) tp / positives;
        return interval(tp, positives, clusters.square(1 - share, 0, -share, 0), clusters.square(1, 0, 1, 0));
    }

    /**
     * @param residuals the sum over subjects of the squares of what they are away from the share
     * @param sizes the sum over subjects of the squares of their numbers of observations
     */
    private static Optional<Interval> interval(long successes, long trials, double residuals, double sizes) {
        if (trials == 0) {
            return Optional.empty();
        }
        double share = (double) successes / trials;
        boolean extreme = successes == 0 || successes == trials;
        double independent = share * (1 - share) / trials;
        double effect = extreme ? sizes / trials : residuals / ((double) trials * trials) / independent;
        return Optional.of(WilsonInterval.of(share, trials / Math.max(1, effect)));
    }
}
