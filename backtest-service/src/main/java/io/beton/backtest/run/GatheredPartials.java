package io.beton.backtest.run;

import io.beton.backtest.report.ReportWriter;
import io.beton.backtest.report.SearchScoring;
import io.beton.backtest.statistics.SubjectSketch;
import io.beton.backtest.watch.RealisedWriter;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Realised;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.SearchScores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The partial counts of one request as they come in; pure, so that any order and any repeats give the same results. */
final class GatheredPartials {
    private final HistoryRequest request;
    private final Instant since;
    private final Map<Integer, PartialCounts> partials = new TreeMap<>();

    GatheredPartials(HistoryRequest request, Instant since) {
        this.request = request;
        this.since = since;
    }

    HistoryRequest request() {
        return request;
    }

    Instant since() {
        return since;
    }

    /** A later partial of the same partition replaces the earlier one, but none that failed replaces one that did not. */
    void add(PartialCounts partial) {
        if (partial.failure().isEmpty()
                && partial.candidates().size() != request.candidates().size()) {
            throw new IllegalArgumentException("[partial] of " + request.requestId() + " counts "
                    + partial.candidates().size() + " candidates, the request has "
                    + request.candidates().size());
        }
        if (partial.failure().isEmpty()
                && request.sketched()
                && partial.sketches().size() != request.candidates().size()) {
            throw new IllegalArgumentException("[partial] of " + request.requestId() + " has "
                    + partial.sketches().size() + " sketches");
        }
        PartialCounts there = partials.get(partial.partition());
        boolean worse =
                there != null && there.failure().isEmpty() && partial.failure().isPresent();
        if (!worse) {
            partials.put(partial.partition(), partial);
        }
    }

    boolean complete() {
        return partials.values().stream().anyMatch(partial -> partials.size() >= partial.partitions());
    }

    /** The failure of any partition, which is that of the request. */
    Optional<String> failure() {
        return partials.values().stream()
                .filter(partial -> partial.failure().isPresent())
                .findFirst()
                .map(partial -> "partition " + partial.partition() + ": "
                        + partial.failure().get());
    }

    /** One result per candidate: reports, or a failure for all of them. */
    List<BacktestResult> results(Optional<String> failure) {
        return failure.isPresent()
                ? results(position -> Optional.empty(), failure, position -> Optional.empty())
                : reported();
    }

    /** The same for a search. */
    List<SearchScores> scores(Optional<String> failure) {
        return failure.map(reason -> SearchScoring.none(request, reason))
                .orElseGet(() -> SearchScoring.scores(request, sums(), sketches()));
    }

    /** How many partitions have come, for the reason of a time-out. */
    int size() {
        return partials.size();
    }

    private List<BacktestResult> reported() {
        Instant readAt = partials.values().stream()
                .map(PartialCounts::readAt)
                .max(Instant::compareTo)
                .orElseThrow();
        List<CandidateCounts> sums = sums();
        List<Report> reports = new ReportWriter(request, readAt, sums).reports();
        return results(
                position -> Optional.of(reports.get(position)),
                Optional.empty(),
                position -> RealisedWriter.of(
                        request.candidates().get(position), sums.get(position), reports.get(position)));
    }

    private List<CandidateCounts> sums() {
        return IntStream.range(0, request.candidates().size())
                .mapToObj(position -> partials.values().stream()
                        .map(partial -> partial.candidates().get(position))
                        .reduce(CandidateCounts.NONE, CandidateCounts::plus))
                .toList();
    }

    private List<String> sketches() {
        return IntStream.range(0, request.sketched() ? request.candidates().size() : 0)
                .mapToObj(position -> SubjectSketch.union(partials.values().stream()
                        .map(partial -> partial.sketches().get(position))))
                .toList();
    }

    private List<BacktestResult> results(
            IntFunction<Optional<Report>> report, Optional<String> failure, IntFunction<Optional<Realised>> realised) {
        List<Candidate> candidates = request.candidates();
        return IntStream.range(0, candidates.size())
                .mapToObj(position -> new BacktestResult(
                        request.requestId(),
                        request.purpose(),
                        candidates.get(position).hypothesisId(),
                        candidates.get(position).version(),
                        position,
                        candidates.size(),
                        report.apply(position),
                        failure,
                        realised.apply(position)))
                .toList();
    }
}
