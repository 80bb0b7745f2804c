package io.beton.backtest.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.beton.backtest.Histories;
import io.beton.backtest.RealKafka;
import io.beton.backtest.WorkedExample;
import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.loop.PartitionSession;
import io.beton.backtest.progress.ProgressView;
import io.beton.backtest.report.SearchScoring;
import io.beton.backtest.scoring.Scorer;
import io.beton.backtest.scoring.Scores;
import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loop;
import io.beton.kit.time.StoppedClock;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.SearchScores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A search over a real broker: one history, read once, that is asked level by level. */
@QuarkusTest
@QuarkusTestResource(RealKafka.class)
class SearchIT {
    @Inject
    BacktestBench bench;

    @Inject
    BacktestLoops loops;

    @Inject
    Publisher publisher;

    @Inject
    KafkaClients clients;

    @Inject
    HistoryRequestView requests;

    @Inject
    BacktestMetrics metrics;

    @Inject
    DeadLetters deadLetters;

    @Inject
    StoppedClock clock;

    private final String id = "req_" + UUID.randomUUID();
    private final HistoryRequest base = search(id).holding();
    private final HistoryRequest second =
            search(id + "_2").onHistoryOf(base.requestId()).sketching().holding();
    private final HistoryRequest last = BacktestBench.worked(id + "_last").onHistoryOf(base.requestId());

    @BeforeEach
    void publish() {
        bench.publishRequest(base);
        bench.publishHistory(Histories.records(base, WorkedExample.events(), BacktestBench.PARTITIONS, 2));
    }

    @Test
    void whatOneReadingGaveIsAskedLevelByLevelAndJudgedAtTheEnd() {
        // Given
        assertThat(bench.awaitScores(base)).isEqualTo(computed(base));
        // When
        bench.publishRequest(second);
        SearchScores sketched = bench.awaitScores(second);
        given().get("/q/metrics")
                .then()
                .body(containsString("beton_backtest_histories_held " + BacktestBench.PARTITIONS + ".0"));
        bench.publishRequest(last);
        // Then
        assertThat(sketched).isEqualTo(computed(second));
        assertThat(bench.awaitReports(id + "_last")).isEqualTo(BacktestBench.computed(last, WorkedExample.events()));
        given().get("/api/v1/backtests/" + id + "_last")
                .then()
                .body("partitions", hasSize(BacktestBench.PARTITIONS))
                .body("partitions[0].state", equalTo("counted"))
                .body("partitions.subjects.sum()", equalTo(8 + 1));
        bench.assertReportedOnce(id + "_last");
        HistoryRequest late = search(id + "_late").onHistoryOf(base.requestId());
        bench.publishRequest(late);
        assertThat(bench.awaitScores(late).failure().orElseThrow())
                .endsWith("the history of " + id + " is no longer held; explore again");
        given().get("/q/metrics").then().body(containsString("beton_backtest_histories_held 0.0"));
    }

    @Test
    void whoDiesBetweenTwoLevelsIsFollowedByOneThatGoesOn() {
        // Given
        bench.awaitScores(base);
        // When
        loops.stop();
        bench.publishRequest(second);
        loops.start();
        // Then
        assertThat(bench.awaitScores(second)).isEqualTo(computed(second));
        loops.stop();
        bench.publishRequest(last);
        loops.start();
        assertThat(bench.awaitReports(id + "_last")).isEqualTo(BacktestBench.computed(last, WorkedExample.events()));
        bench.assertReportedOnce(id + "_last");
        assertThat(bench.scoresOf(base)).hasSize(1);
        assertThat(bench.scoresOf(second)).hasSize(1);
    }

    @Test
    void anotherInstanceThatTakesPartitionsOverReadsTheirHistoriesAgainAndGoesOn() {
        // Given
        bench.awaitScores(base);
        ProgressView ofOther = new ProgressView(clock);
        Surroundings around = new Surroundings(
                requests, publisher::publish, ofOther, metrics, new MemoryBudget(Long.MAX_VALUE), clock);
        try (Loop other = Loop.start(
                "other",
                () -> new PartitionSession(
                        Topics.HISTORY.name(),
                        clients.consumer("beton-backtest", Map.of()),
                        (partition, note) -> new BacktestWorker(
                                partition, BacktestBench.PARTITIONS, note, around, PartitionLife.PATIENCE),
                        deadLetters))) {
            await().atMost(BacktestBench.PATIENCE)
                    .until(() -> ofOther.of(base.requestId()).isPresent());
            // When
            bench.publishRequest(second);
            // Then
            assertThat(bench.awaitScores(second)).isEqualTo(computed(second));
            assertThat(ofOther.of(second.requestId())).isPresent();
            assertThat(other.alive()).isTrue();
        }
        bench.publishRequest(last);
        assertThat(bench.awaitReports(id + "_last")).isEqualTo(BacktestBench.computed(last, WorkedExample.events()));
    }

    private static HistoryRequest search(String request) {
        return Histories.request(
                request,
                Purpose.EXPLORE,
                Histories.candidate("hyp_1", WorkedExample.claim(), true),
                Histories.candidate("hyp_2", WorkedExample.rolling(), true));
    }

    /** What one pass over all events gives. */
    private static SearchScores computed(HistoryRequest request) {
        PartitionHistory history = new PartitionHistory(request);
        history.add(Histories.activeBatch(WorkedExample.events()));
        Scores scores = Scorer.score(history.seal(), request);
        return SearchScoring.scores(request, scores.counts(), scores.sketches()).get(0);
    }
}
