package io.beton.backtest.verdict;

import io.beton.model.backtest.DriftVerdict;
import io.beton.model.backtest.Tally;
import io.beton.model.hypothesis.Bar;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges whether the signals of a live hypothesis come true too seldom. Pure.
 *
 * <p>One look of many is judged, and several spans in each: the intervals have the confidence that this takes, so that
 * any of them below the bar is proof.
 */
public final class DriftPolicy {
    private DriftPolicy() {}

    /**
     * The precision that is asked of signals: the bar's, and as many times the baseline of today as the bar's lift.
     *
     * @param accepted the precision with which it was approved against the verdict, above which nothing is asked
     */
    public static double precision(Bar bar, OptionalDouble baseline, OptionalDouble accepted) {
        double asked = Math.max(bar.minPrecision(), bar.minLift() * baseline.orElse(0));
        return Math.min(asked, accepted.orElse(Double.POSITIVE_INFINITY));
    }

    /** The longest span whose whole interval is below what is asked, of those with enough signals. */
    public static Optional<Tally> fallen(Bar bar, double precision, List<Tally> spans) {
        return spans.stream()
                .filter(span -> enough(bar, span))
                .filter(span -> span.judgedInterval()
                        .filter(interval -> interval.upper() < precision)
                        .isPresent())
                .reduce((shorter, longer) -> longer);
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
