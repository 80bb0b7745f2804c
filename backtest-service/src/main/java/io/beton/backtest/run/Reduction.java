package io.beton.backtest.run;

import io.beton.backtest.report.Reports;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The partials of one request as they come; a partial of the same partition takes the place of the earlier one. */
final class Reduction {
    private final HistoryRequest request;
    private final Instant begun;
    private final Map<Integer, PartialCounts> partials = new TreeMap<>();

    Reduction(HistoryRequest request, Instant begun) {
        this.request = request;
        this.begun = begun;
    }

    HistoryRequest request() {
        return request;
    }

    Instant begun() {
        return begun;
    }

    void add(PartialCounts partial) {
        partials.put(partial.partition(), partial);
    }

    boolean whole() {
        return partials.values().stream().anyMatch(partial -> partials.size() == partial.partitions());
    }

    /** The results of the whole request, or its failure where any partition failed. */
    List<BacktestResult> results() {
        Optional<String> failure = partials.values().stream()
                .flatMap(partial -> partial.failure().stream())
                .findFirst();
        return failure.map(this::failed).orElseGet(this::reported);
    }

    List<BacktestResult> failed(String reason) {
        List<BacktestResult> results = new ArrayList<>();
        for (int i = 0; i < request.candidates().size(); i++) {
            results.add(result(i, Optional.empty(), Optional.of(reason)));
        }
        return results;
    }

    private List<BacktestResult> reported() {
        List<CandidateCounts> sums = new ArrayList<>();
        for (int i = 0; i < request.candidates().size(); i++) {
            int position = i;
            sums.add(partials.values().stream()
                    .map(partial -> partial.candidates().get(position))
                    .reduce(CandidateCounts.NONE, CandidateCounts::plus));
        }
        Instant readAt = partials.values().stream()
                .map(PartialCounts::readAt)
                .max(Comparator.naturalOrder())
                .orElse(begun);
        List<Report> reports = Reports.of(request, sums, readAt);
        List<BacktestResult> results = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            results.add(result(i, Optional.of(reports.get(i)), Optional.empty()));
        }
        return results;
    }

    private BacktestResult result(int position, Optional<Report> report, Optional<String> failure) {
        Candidate candidate = request.candidates().get(position);
        return new BacktestResult(
                request.requestId(),
                request.purpose(),
                candidate.hypothesisId(),
                candidate.version(),
                position,
                request.candidates().size(),
                report,
                failure);
    }
}
