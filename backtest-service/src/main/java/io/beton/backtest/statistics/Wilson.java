package io.beton.backtest.statistics;

import io.beton.model.backtest.Interval;
import java.util.Optional;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/** The Wilson score interval of a proportion, by Apache Commons Statistics. */
public final class Wilson {
    private static final double ERROR = 0.05;

    private Wilson() {}

    /** The 95 % interval of {@code successes} out of {@code trials}; none where there was no trial. */
    public static Optional<Interval> interval(long successes, long trials) {
        if (trials == 0) {
            return Optional.empty();
        }
        var interval = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
                Math.toIntExact(trials), Math.toIntExact(successes), ERROR);
        return Optional.of(new Interval(Math.max(0, interval.getLowerBound()), Math.min(1, interval.getUpperBound())));
    }
}
