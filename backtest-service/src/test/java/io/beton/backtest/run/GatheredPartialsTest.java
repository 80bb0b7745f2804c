package io.beton.backtest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.SearchScores;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatheredPartialsTest {
    private static final HistoryRequest REQUEST = Histories.request(
            "req_1",
            Purpose.BACKTEST,
            Histories.candidate("hyp_1", WorkedExample.claim(), false),
            Histories.candidate("hyp_2", WorkedExample.claim(), true));

    private final GatheredPartials gathered = new GatheredPartials(REQUEST, Histories.AS_OF);

    @Test
    void allPartitionsMakeItWhole() {
        // Given
        gathered.add(counted(0, 5));
        gathered.add(counted(0, 1));
        assertThat(gathered.complete()).isFalse();

        // When
        gathered.add(counted(1, 2));

        // Then
        assertThat(gathered.complete()).isTrue();
        List<BacktestResult> results = gathered.results(gathered.failure());
        assertThat(results).extracting(BacktestResult::position).containsExactly(0, 1);
        assertThat(results).extracting(BacktestResult::total).containsOnly(2);
        assertThat(results).extracting(result -> result.hypothesisId().value()).containsExactly("hyp_1", "hyp_2");
        assertThat(results.get(0).report().orElseThrow().full().counts().tp()).isEqualTo(1 + 2);
    }

    @Test
    void oneFailureFailsEveryCandidate() {
        gathered.add(counted(0, 1));
        gathered.add(failed(1));
        assertThat(gathered.results(gathered.failure()))
                .allSatisfy(result -> assertThat(result.failure()).contains("partition 1: lost"))
                .allSatisfy(result -> assertThat(result.report()).isEmpty());
    }

    @Test
    void countsReplaceAFailureButNotTheOtherWayRound() {
        gathered.add(failed(0));
        gathered.add(counted(0, 1));
        gathered.add(counted(1, 1));
        gathered.add(failed(1));
        assertThat(gathered.results(gathered.failure()))
                .allSatisfy(result -> assertThat(result.failure()).isEmpty());
    }

    @Test
    void aSearchIsScoredInRunsOfItsCandidates() {
        // Given
        HistoryRequest search = Histories.request(
                "req_search",
                Purpose.EXPLORE,
                Collections.nCopies(1200, Histories.candidate("hyp_1", WorkedExample.claim(), true))
                        .toArray(Candidate[]::new));
        GatheredPartials partials = new GatheredPartials(search, Histories.AS_OF);
        CandidateCounts counts = new CandidateCounts(new Counts(60, 140, 40, 760), Counts.NONE, 0, 0);
        partials.add(new PartialCounts(
                search.requestId(), 0, 1, 9, 9, Histories.AS_OF, Optional.empty(), Collections.nCopies(1200, counts)));
        // When
        List<SearchScores> scores = partials.scores(partials.failure());
        // Then
        assertThat(scores).extracting(SearchScores::from).containsExactly(0, 500, 1000);
        assertThat(scores).extracting(SearchScores::total).containsOnly(1200);
        SearchScores.Score score = scores.get(2).scores().get(199);
        assertThat(score.counts()).isEqualTo(new Counts(60, 140, 40, 760));
        assertThat(score.liftInterval().orElseThrow().lower()).isBetween(2.0, 3.0);
        assertThat(score.sketch()).isEmpty();
        assertThat(partials.scores(Optional.of("lost")))
                .containsExactly(new SearchScores(search.requestId(), 0, 1200, List.of(), Optional.of("lost")));
    }

    @Test
    void aPartialOfAnotherShapeIsRefused() {
        PartialCounts strange =
                new PartialCounts(REQUEST.requestId(), 0, 2, 0, 0, Histories.AS_OF, Optional.empty(), List.of());
        assertThatThrownBy(() -> gathered.add(strange))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("counts 0 candidates, the request has 2");
    }

    private static PartialCounts counted(int partition, long tp) {
        CandidateCounts counts = new CandidateCounts(new Counts(tp, 1, 1, 1), Counts.NONE, 0, 0);
        return new PartialCounts(
                REQUEST.requestId(), partition, 2, 9, 9, Histories.AS_OF, Optional.empty(), List.of(counts, counts));
    }

    private static PartialCounts failed(int partition) {
        return new PartialCounts(
                REQUEST.requestId(), partition, 2, 0, 0, Histories.AS_OF, Optional.of("lost"), List.of());
    }
}
