package io.beton.backtest.statistics;

import io.beton.model.backtest.Interval;
import java.util.Optional;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/** The Wilson score interval of a proportion, its ends within [0, 1]; none over no observations. */
public final class WilsonInterval {
    /** 95 % two-sided, which makes z = 1.959963984540054. */
    private static final double ERROR_RATE = 0.05;

    private WilsonInterval() {}

    public static Optional<Interval> of(long successes, long trials) {
        if (trials == 0) {
            return Optional.empty();
        }
        var interval = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
                Math.toIntExact(trials), Math.toIntExact(successes), ERROR_RATE);
        return Optional.of(clamped(interval.getLowerBound(), interval.getUpperBound()));
    }

    /** Of a share over a number of trials that need not be whole, which the library does not take. */
    static Interval of(double share, double trials, double z) {
        double z2 = z * z;
        double middle = (share + z2 / (2 * trials)) / (1 + z2 / trials);
        double reach = z / (1 + z2 / trials) * Math.sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials));
        return clamped(middle - reach, middle + reach);
    }

    private static Interval clamped(double lower, double upper) {
        return new Interval(Math.max(0, Math.min(1, lower)), Math.max(0, Math.min(1, upper)));
    }
}
