package io.beton.backtest.report;

import io.beton.backtest.statistics.ClusteredShare;
import io.beton.backtest.statistics.FisherTest;
import io.beton.backtest.statistics.LiftInterval;
import io.beton.backtest.statistics.ScoreTest;
import io.beton.backtest.statistics.WilsonInterval;
import io.beton.model.backtest.CandidateCounts.Part;
import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Support;
import io.beton.model.hypothesis.Claim;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns whole counts into numbers, once, after everything is added up. */
final class Measuring {
    private Measuring() {}

    static Measures of(Claim claim, Part part) {
        return claim.rolling() ? rolling(part.counts(), part.clusters()) : anchored(part.counts());
    }

    /** The lift's interval alone. */
    static Optional<Interval> lift(Claim claim, Part part) {
        return claim.rolling()
                ? LiftInterval.clustered(part.counts(), part.clusters())
                : LiftInterval.anchored(part.counts());
    }

    static Support support(Claim claim, Part part) {
        return claim.rolling() ? part.clusters().support() : Support.of(part.counts());
    }

    private static Measures rolling(Counts counts, Clusters clusters) {
        OptionalDouble precision = share(counts.tp(), counts.fired());
        OptionalDouble baseline = share(counts.positives(), counts.all());
        Clusters.Delivered delivered = clusters.delivered();
        return new Measures(
                precision,
                share(counts.tp(), counts.positives()),
                baseline,
                lift(precision, baseline),
                share(delivered.tp(), delivered.tp() + delivered.fp()),
                counts.all(),
                clusters.support(),
                counts,
                ClusteredShare.precision(counts.tp(), counts.fired(), clusters),
                ClusteredShare.recall(counts.tp(), counts.positives(), clusters),
                LiftInterval.clustered(counts, clusters),
                ScoreTest.pValue(counts, clusters));
    }

    private static Measures anchored(Counts counts) {
        OptionalDouble precision = share(counts.tp(), counts.fired());
        OptionalDouble baseline = share(counts.positives(), counts.all());
        return new Measures(
                precision,
                share(counts.tp(), counts.positives()),
                baseline,
                lift(precision, baseline),
                precision,
                counts.all(),
                Support.of(counts),
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
