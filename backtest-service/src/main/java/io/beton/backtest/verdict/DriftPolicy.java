package io.beton.backtest.verdict;

import io.beton.model.backtest.DriftVerdict;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Tally;
import io.beton.model.hypothesis.Bar;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges whether the signals of a live hypothesis come true too seldom. Pure.
 *
 * <p>One look of many is judged, and several spans in each: the intervals have the confidence that so many looks take,
 * so that any of them below the bar counts.
 */
public final class DriftPolicy {
    private DriftPolicy() {}

    /**
     * The precision that is asked of signals: the bar's, and the one at which the lift would be the bar's. A verdict
     * measures lift over all that fired, signals are what the cool-down leaves of it; so both are taken as they are to
     * each other in the same report.
     *
     * @param full the report of today, whose baseline counts
     * @param accepted the precision with which it was approved against the verdict, above which nothing is asked
     */
    public static double precision(Bar bar, Measures full, OptionalDouble accepted) {
        double lifted = bar.minLift() * full.baseline().orElse(0) * delivered(full);
        return Math.min(Math.max(bar.minPrecision(), lifted), accepted.orElse(Double.POSITIVE_INFINITY));
    }

    /** How precise what is delivered is, of what fires; 1 where that cannot be told. */
    private static double delivered(Measures full) {
        boolean told = full.deliveredPrecision().isPresent() && full.precision().orElse(0) > 0;
        return told
                ? Math.min(
                        1,
                        full.deliveredPrecision().getAsDouble()
                                / full.precision().getAsDouble())
                : 1;
    }

    /**
     * The longest span whose whole interval is below what is asked, of those with enough signals. Who became somebody
     * else, as persons do who identify themselves, had the outcome more often than others, or may have: it must still
     * be missed if all of them had.
     */
    public static Optional<Tally> fallen(Bar bar, double precision, List<Tally> spans) {
        return spans.stream()
                .filter(span -> enough(bar, span))
                .filter(span -> span.judgedInterval()
                        .filter(interval -> interval.upper() < precision)
                        .isPresent())
                .filter(span -> atBest(span) < precision)
                .reduce((shorter, longer) -> longer);
    }

    private static double atBest(Tally span) {
        return (double) (span.positives() + span.unknown()) / (span.signals() + span.unknown());
    }

    public static DriftVerdict verdict(Bar bar, Tally all, Optional<Tally> fallen) {
        if (fallen.isPresent()) {
            return DriftVerdict.DRIFT;
        }
        return enough(bar, all) ? DriftVerdict.HOLDS : DriftVerdict.TOO_FEW;
    }

    /** As many as the bar wants of who fires in a backtest. */
    private static boolean enough(Bar bar, Tally span) {
        return span.signals() >= Math.max(1, bar.minFired());
    }
}
