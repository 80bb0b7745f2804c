package io.beton.hypothesis;

import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.SearchScores;
import io.beton.model.backtest.Support;
import io.beton.model.backtest.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes the numbers that a backtest would give. */
public final class Numbers {
    private Numbers() {}

    /** Of 1,000 subjects, as many fired and as many of these reached the outcome; 100 did in all. */
    public static Measures of(long tp, long fired, double surestLift) {
        Counts counts = new Counts(tp, fired - tp, 100 - tp, 900 - fired + tp);
        double precision = fired == 0 ? 0 : (double) tp / fired;
        return new Measures(
                OptionalDouble.of(precision),
                OptionalDouble.of(tp / 100.0),
                OptionalDouble.of(0.1),
                OptionalDouble.of(precision / 0.1),
                OptionalDouble.of(precision),
                counts.all(),
                Support.of(counts),
                counts,
                Optional.empty(),
                Optional.empty(),
                surestLift == 0 ? Optional.empty() : Optional.of(new Interval(surestLift, surestLift * 2)),
                0.01);
    }

    /** The same as a search is told it. */
    public static SearchScores.Score score(Measures measures) {
        return new SearchScores.Score(measures.counts(), measures.support(), measures.liftInterval(), Optional.empty());
    }

    public static Report report(HistoryRequest request, Candidate candidate, Measures discovery, Verdict verdict) {
        return new Report(
                request.requestId(),
                candidate.version(),
                request.asOf(),
                request.windowDays(),
                Instant.parse("2026-11-01T00:00:00Z"),
                discovery,
                0.01,
                candidate.tried(),
                0,
                0,
                discovery,
                discovery,
                verdict,
                List.of("the numbers say so"),
                List.of());
    }
}
