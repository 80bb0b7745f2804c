package io.beton.backtest.report;

import io.beton.backtest.statistics.FisherTest;
import io.beton.backtest.statistics.LiftInterval;
import io.beton.backtest.statistics.WilsonInterval;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Measures;
import java.util.OptionalDouble;

/** Turns whole counts into numbers, once, after everything is added up. */
final class Measuring {
    private Measuring() {}

    static Measures anchored(Counts counts) {
        OptionalDouble precision = share(counts.tp(), counts.fired());
        OptionalDouble baseline = share(counts.positives(), counts.all());
        return new Measures(
                precision,
                share(counts.tp(), counts.positives()),
                baseline,
                lift(precision, baseline),
                precision,
                counts.all(),
                counts,
                WilsonInterval.of(counts.tp(), counts.fired()),
                WilsonInterval.of(counts.tp(), counts.positives()),
                LiftInterval.anchored(counts),
                FisherTest.pValue(counts));
    }

    private static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }

    private static OptionalDouble lift(OptionalDouble precision, OptionalDouble baseline) {
        boolean defined = precision.isPresent() && baseline.isPresent() && baseline.getAsDouble() > 0;
        return defined ? OptionalDouble.of(precision.getAsDouble() / baseline.getAsDouble()) : OptionalDouble.empty();
    }
}
