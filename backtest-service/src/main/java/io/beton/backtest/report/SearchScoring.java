package io.beton.backtest.report;

import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.SearchScores;
import io.beton.model.hypothesis.Claim;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes the scores of a search, which looks at discovery only, in runs that fit into one message each. */
public final class SearchScoring {
    private static final int RUN = 500;

    private SearchScoring() {}

    /**
     * From the counts of all partitions, in the order of the request's candidates.
     *
     * @param sketches in the same order; empty where the request asks for none
     */
    public static List<SearchScores> scores(
            HistoryRequest request, List<CandidateCounts> counts, List<String> sketches) {
        int total = counts.size();
        return IntStream.iterate(0, from -> from < total, from -> from + RUN)
                .mapToObj(from -> new SearchScores(
                        request.requestId(),
                        from,
                        total,
                        IntStream.range(from, Math.min(total, from + RUN))
                                .mapToObj(i -> score(
                                        request.candidates().get(i).claim(),
                                        counts.get(i).discovery(),
                                        request.sketched() ? Optional.of(sketches.get(i)) : Optional.empty()))
                                .toList(),
                        Optional.empty()))
                .toList();
    }

    /** That there are none, and why. */
    public static List<SearchScores> none(HistoryRequest request, String reason) {
        return List.of(
                new SearchScores(request.requestId(), 0, request.candidates().size(), List.of(), Optional.of(reason)));
    }

    private static SearchScores.Score score(Claim claim, CandidateCounts.Part discovery, Optional<String> sketch) {
        return new SearchScores.Score(
                discovery.counts(), Measuring.support(claim, discovery), Measuring.lift(claim, discovery), sketch);
    }
}
