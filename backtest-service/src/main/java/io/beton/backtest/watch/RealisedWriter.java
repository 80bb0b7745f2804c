package io.beton.backtest.watch;

import io.beton.backtest.statistics.ClusteredShare;
import io.beton.backtest.verdict.DriftPolicy;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.DriftVerdict;
import io.beton.model.backtest.Realised;
import io.beton.model.backtest.RealisedCounts;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Tally;
import io.beton.model.backtest.Watch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Writes how the signals of a watch came true, from the counts of all partitions, once. */
public final class RealisedWriter {
    private RealisedWriter() {}

    /** Nothing where the candidate has no watch, or who counted knew of none. */
    public static Optional<Realised> of(Candidate candidate, CandidateCounts counts, Report report) {
        return candidate
                .watch()
                .filter(watch -> watch.spans().size() == counts.realised().size())
                .map(watch -> of(candidate, watch, counts.realised(), report));
    }

    private static Realised of(Candidate candidate, Watch watch, List<RealisedCounts> counts, Report report) {
        List<Tally> spans = IntStream.range(0, counts.size())
                .mapToObj(span -> tally(watch.spans().get(span), counts.get(span), watch.confidence()))
                .toList();
        double bar = DriftPolicy.precision(candidate.bar(), report.full(), watch.accepted());
        Optional<Tally> fallen = DriftPolicy.fallen(candidate.bar(), bar, spans);
        Tally all = spans.get(spans.size() - 1);
        DriftVerdict verdict = DriftPolicy.verdict(candidate.bar(), all, fallen);
        return new Realised(verdict, bar, watch.confidence(), all, spans, fallen);
    }

    private static Tally tally(int lookedAt, RealisedCounts counts, double confidence) {
        Counts judged = counts.judged().counts();
        Clusters clusters = counts.judged().clusters();
        long positives = judged.tp();
        long signals = judged.fired();
        return new Tally(
                lookedAt,
                signals,
                positives,
                counts.immature(),
                counts.alreadyConverted(),
                lookedAt - signals - counts.immature() - counts.alreadyConverted(),
                signals == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) positives / signals),
                ClusteredShare.precision(positives, signals, clusters),
                ClusteredShare.precisionAt(confidence, positives, signals, clusters));
    }
}
