package io.beton.backtest.report;

import io.beton.backtest.statistics.Fisher;
import io.beton.backtest.statistics.LiftInterval;
import io.beton.backtest.statistics.Wilson;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Measures;
import java.util.OptionalDouble;

/** Turns counts into the numbers of a report; floating point starts here and nowhere before. */
final class MeasuresOf {
    private MeasuresOf() {}

    static Measures anchored(Counts counts) {
        OptionalDouble precision = ratio(counts.tp(), counts.fired());
        OptionalDouble baseline = ratio(counts.positives(), counts.all());
        OptionalDouble lift = precision.isPresent() && baseline.orElse(0) > 0
                ? OptionalDouble.of(precision.getAsDouble() / baseline.getAsDouble())
                : OptionalDouble.empty();
        return new Measures(
                precision,
                ratio(counts.tp(), counts.positives()),
                baseline,
                lift,
                precision,
                counts.all(),
                counts,
                Wilson.interval(counts.tp(), counts.fired()),
                Wilson.interval(counts.tp(), counts.positives()),
                LiftInterval.of(counts),
                Fisher.pValue(counts));
    }

    private static OptionalDouble ratio(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
