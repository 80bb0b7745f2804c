package io.beton.backtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.scoring.Scorer;
import io.beton.model.Json;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.SearchScores;
import io.beton.model.backtest.Verdict;
import io.beton.model.event.EventBatch;
import io.beton.model.event.SubjectBucket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkedExampleTest {
    private static final double EXACT = 0;
    private static final double FOUR_DIGITS = 0.00005;

    @Test
    void theReportIsThatOfTheSpecificationToTheDigit() {
        // When
        Report report = report(WorkedExample.events(), 1);

        // Then
        assertThat(report.full().counts()).isEqualTo(WorkedExample.FULL);
        assertThat(report.full().sampleSize()).isEqualTo(6);
        assertThat(report.full().precision().orElseThrow()).isEqualTo(0.5);
        assertThat(report.full().deliveredPrecision().orElseThrow()).isEqualTo(0.5);
        assertThat(report.full().recall().orElseThrow()).isEqualTo(2 / 3.0, within(EXACT));
        assertThat(report.full().baseline().orElseThrow()).isEqualTo(0.5);
        assertThat(report.full().liftVsBaseline().orElseThrow()).isEqualTo(1.0);
        assertThat(report.immature()).isEqualTo(1);
        assertThat(report.alreadyConverted()).isEqualTo(1);
        assertThat(report.discovery().counts()).isEqualTo(WorkedExample.DISCOVERY);
        assertThat(report.holdout().counts()).isEqualTo(WorkedExample.HOLDOUT);
        // one minus the chance of a single hit: 3 * 1 / 15
        assertThat(report.full().pValue()).isEqualTo(0.8, within(1e-12));
        assertThat(report.qValue()).isEqualTo(report.full().pValue());
        assertThat(report.full().precisionInterval().orElseThrow().lower()).isEqualTo(0.1500, within(FOUR_DIGITS));
        assertThat(report.full().precisionInterval().orElseThrow().upper()).isEqualTo(0.8500, within(FOUR_DIGITS));
        // se^2 = 1/2 - 1/4 - 1/3 + 1/6 = 1/12
        assertThat(report.full().liftInterval().orElseThrow().lower())
                .isEqualTo(Math.exp(-1.959963984540054 / Math.sqrt(12)), within(1e-12));
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.reasons().get(0)).isEqualTo("not enough data: 6 subjects observed, 200 needed");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 100})
    void anySplitOrderAndRepetitionGivesTheSameReport(int partitions) {
        // Given
        Report whole = report(WorkedExample.events(), 1);
        List<EventBatch.Event> shuffled = new ArrayList<>(WorkedExample.events());
        shuffled.addAll(WorkedExample.events());
        Collections.shuffle(shuffled, new Random(partitions));

        // When
        Report split = report(shuffled, partitions);

        // Then
        assertThat(split).isEqualTo(whole);
    }

    @Test
    void aSearchSeesNothingOfTheHoldout() {
        // Given
        HistoryRequest request = request(Purpose.EXPLORE);

        // When
        CandidateCounts counts = counts(request, WorkedExample.events(), 3);

        // Then
        assertThat(counts.holdout()).isEqualTo(CandidateCounts.Part.NONE);
        assertThat(counts.immature()).isZero();
        SearchScores.Score score = SearchScoring.scores(request, List.of(counts), List.of())
                .get(0)
                .scores()
                .get(0);
        assertThat(score.counts()).isEqualTo(WorkedExample.DISCOVERY);
        assertThat(score.liftInterval())
                .isEqualTo(report(WorkedExample.events(), 1).discovery().liftInterval());
    }

    @Test
    void theReportSurvivesJson() {
        // Given
        Report report = report(WorkedExample.events(), 1);

        // Then
        assertThat(Json.read(Json.bytes(report), Report.class)).isEqualTo(report);
        assertThat(Json.text(report)).contains("\"precision\":0.5").contains("\"sample_size\":6");
    }

    private static Report report(List<EventBatch.Event> events, int partitions) {
        HistoryRequest request = request(Purpose.BACKTEST);
        return new ReportWriter(request, Histories.AS_OF, List.of(counts(request, events, partitions)))
                .reports()
                .get(0);
    }

    private static HistoryRequest request(Purpose purpose) {
        return Histories.request("req_worked", purpose, Histories.candidate("hyp_1", WorkedExample.claim(), false));
    }

    private static CandidateCounts counts(HistoryRequest request, List<EventBatch.Event> events, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> counts(request, events, partition, partitions))
                .reduce(CandidateCounts.NONE, CandidateCounts::plus);
    }

    private static CandidateCounts counts(
            HistoryRequest request, List<EventBatch.Event> events, int partition, int partitions) {
        PartitionHistory history = new PartitionHistory(request);
        events.stream()
                .filter(event -> SubjectBucket.of(event.subject(), partitions) == partition)
                .forEach(event -> history.add(Histories.batch(List.of(event))));
        return Scorer.score(history).get(0);
    }
}
