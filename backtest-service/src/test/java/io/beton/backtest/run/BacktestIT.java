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
import io.beton.backtest.loop.PartitionSession;
import io.beton.backtest.progress.ProgressView;
import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loop;
import io.beton.kit.time.StoppedClock;
import io.beton.model.Topics;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.DriftVerdict;
import io.beton.model.backtest.FiredSignal;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Realised;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Tally;
import io.beton.model.backtest.Watch;
import io.beton.model.event.EventBatch;
import io.beton.model.event.HistoryRecord;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The whole service over a real broker: histories in, reports out. */
@QuarkusTest
@QuarkusTestResource(RealKafka.class)
class BacktestIT {
    private static final int PARTITIONS = BacktestBench.PARTITIONS;

    @Inject
    BacktestBench bench;

    @Inject
    Publisher publisher;

    @Inject
    KafkaClients clients;

    @Inject
    BacktestLoops loops;

    @Inject
    HistoryRequestView requests;

    @Inject
    BacktestMetrics metrics;

    @Inject
    DeadLetters deadLetters;

    @Inject
    StoppedClock clock;

    private final String id = "req_" + UUID.randomUUID();

    @Test
    void theWorkedExampleIsReportedToTheDigit() {
        // Given
        HistoryRequest request = BacktestBench.worked(id);
        List<EventBatch.Event> twice = twice(WorkedExample.events());

        // When
        bench.publishRequest(request);
        bench.publishHistory(Histories.records(request, twice, PARTITIONS, 2));

        // Then
        Report report = bench.awaitReport(id);
        assertThat(bench.awaitReports(id)).isEqualTo(BacktestBench.computed(request, twice));
        assertThat(report.full().counts()).isEqualTo(WorkedExample.FULL);
        assertThat(report.holdout().counts()).isEqualTo(WorkedExample.HOLDOUT);
        given().get("/api/v1/backtests/" + id)
                .then()
                .statusCode(200)
                .body("request_id", equalTo(id))
                .body("partitions", hasSize(PARTITIONS))
                .body("partitions[0].state", equalTo("counted"))
                .body("partitions.subjects.sum()", equalTo(8 + 1))
                .body("reported", equalTo(true));
        given().get("/q/metrics")
                .then()
                .body(containsString("beton_events_read_total"))
                .body(containsString("beton_backtest_duration_seconds_count{purpose=\"backtest\"}"));
        await().atMost(BacktestBench.PATIENCE)
                .untilAsserted(() -> given().get("/q/health").then().statusCode(200));
    }

    /** In the worked example a came true and, on another partition, i did not; nobody is on any. */
    @Test
    void whatBecameOfSignalsIsToldBesideTheReport() {
        // Given
        Candidate watched = BacktestBench.worked(id)
                .candidates()
                .get(0)
                .watching(new Watch(
                        0.999,
                        OptionalDouble.empty(),
                        List.of(signal("i", 10.5), signal("nobody", 5), signal("a", 3))));
        HistoryRequest request = Histories.request(id, Purpose.BACKTEST, watched);

        // When
        bench.publishRequest(request);
        bench.publishHistory(Histories.records(request, WorkedExample.events(), PARTITIONS, 2));

        // Then
        BacktestResult result = bench.awaitResult(id);
        assertThat(result.report()).isPresent();
        Realised realised = result.realised().orElseThrow();
        assertThat(realised.verdict()).isEqualTo(DriftVerdict.TOO_FEW);
        assertThat(realised.all())
                .extracting(Tally::lookedAt, Tally::signals, Tally::positives, Tally::unknown)
                .containsExactly(3, 2L, 1L, 1L);
    }

    private static FiredSignal signal(String subject, double day) {
        return new FiredSignal(new SubjectId(subject), Times.instant(Histories.at(day)));
    }

    @Test
    void aRequestThatIsUnknownHereIsA404Problem() {
        given().get("/api/v1/backtests/req_nobody")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("req_nobody"));
    }

    @Test
    void aWorkerThatDiesInTheMiddleIsFollowedByOneThatReportsOnce() {
        // Given
        HistoryRequest request = BacktestBench.worked(id);
        Map<Integer, List<HistoryRecord>> records = Histories.records(request, WorkedExample.events(), PARTITIONS, 1);
        bench.publishRequest(request);
        records.forEach((partition, all) -> bench.publish(partition, all.subList(0, all.size() / 2)));
        await().atMost(BacktestBench.PATIENCE)
                .untilAsserted(() ->
                        given().get("/api/v1/backtests/" + id).then().body("partitions[0].state", equalTo("reading")));

        // When
        loops.stop();
        records.forEach((partition, all) -> bench.publish(partition, all.subList(all.size() / 2, all.size())));
        loops.start();

        // Then
        assertThat(bench.awaitReports(id)).isEqualTo(BacktestBench.computed(request, WorkedExample.events()));
        bench.assertReportedOnce(id);
    }

    @Test
    void aSecondInstanceThatTakesPartitionsOverInTheMiddleChangesNothing() {
        // Given
        HistoryRequest request = BacktestBench.worked(id);
        List<EventBatch.Event> events = onEveryPartition();
        Map<Integer, List<HistoryRecord>> records = Histories.records(request, events, PARTITIONS, 1);
        bench.publishRequest(request);
        records.forEach((partition, all) -> bench.publish(partition, all.subList(0, all.size() / 2)));
        ProgressView ofSecond = new ProgressView(clock);
        Surroundings around = new Surroundings(
                requests, publisher::publish, ofSecond, metrics, new MemoryBudget(Long.MAX_VALUE), clock);

        // When
        try (Loop second = Loop.start(
                "second",
                () -> new PartitionSession(
                        Topics.HISTORY.name(),
                        clients.consumer("beton-backtest", Map.of()),
                        (partition, note) ->
                                new BacktestWorker(partition, PARTITIONS, note, around, PartitionLife.PATIENCE),
                        deadLetters))) {
            await().atMost(BacktestBench.PATIENCE)
                    .until(() -> ofSecond.of(request.requestId()).isPresent());
            records.forEach((partition, all) -> bench.publish(partition, all.subList(all.size() / 2, all.size())));
            bench.awaitReport(id);
            assertThat(second.alive()).isTrue();
        }

        // Then
        assertThat(bench.awaitReports(id)).isEqualTo(BacktestBench.computed(request, events));
        bench.assertReportedOnce(id);
    }

    /** The worked example of several groups of subjects: whoever gets a partition has something to read. */
    private static List<EventBatch.Event> onEveryPartition() {
        return IntStream.range(0, 4)
                .boxed()
                .flatMap(group -> WorkedExample.events().stream().map(event -> of(group, event)))
                .toList();
    }

    private static EventBatch.Event of(int group, EventBatch.Event event) {
        return new EventBatch.Event(
                new SubjectId(event.subject().value() + group),
                event.timestamp(),
                event.createdAt(),
                new UUID(
                        event.uuid().getMostSignificantBits() + group,
                        event.uuid().getLeastSignificantBits()),
                event.matched());
    }

    @Test
    void aRestartAfterTheReportDoesNotReportAgain() {
        // Given
        HistoryRequest request = BacktestBench.worked(id);
        Map<Integer, List<HistoryRecord>> records = Histories.records(request, WorkedExample.events(), PARTITIONS, 3);
        bench.publishRequest(request);
        bench.publishHistory(records);
        bench.awaitReport(id);

        // When
        loops.stop();
        loops.start();
        records.forEach((partition, all) -> bench.publish(partition, all.subList(all.size() - 1, all.size())));

        // Then
        bench.assertReportedOnce(id);
    }

    @Test
    void twoRequestsAtTheSameTimeDoNotMix() {
        // Given
        HistoryRequest one = BacktestBench.worked(id + "_1");
        HistoryRequest two = BacktestBench.worked(id + "_2");
        List<EventBatch.Event> fewer = WorkedExample.events().subList(0, 12);
        Map<Integer, List<HistoryRecord>> ofOne = Histories.records(one, WorkedExample.events(), PARTITIONS, 1);
        Map<Integer, List<HistoryRecord>> ofTwo = Histories.records(two, fewer, PARTITIONS, 2);
        bench.publishRequest(one);
        bench.publishRequest(two);

        // When
        for (int partition = 0; partition < PARTITIONS; partition++) {
            bench.publish(partition, interleaved(ofOne.get(partition), ofTwo.get(partition)));
        }

        // Then
        assertThat(bench.awaitReports(id + "_1")).isEqualTo(BacktestBench.computed(one, WorkedExample.events()));
        assertThat(bench.awaitReports(id + "_2")).isEqualTo(BacktestBench.computed(two, fewer));
    }

    @Test
    void aReaderThatStartsOverIsBelievedFromItsNewBeginning() {
        // Given
        HistoryRequest request = BacktestBench.worked(id);
        Map<Integer, List<HistoryRecord>> whole = Histories.records(request, WorkedExample.events(), PARTITIONS, 1);
        Map<Integer, List<HistoryRecord>> wrong =
                Histories.records(request, List.of(Histories.event("zoe", 1, "signed_up")), PARTITIONS, 1);
        bench.publishRequest(request);

        // When
        wrong.forEach((partition, all) -> bench.publish(partition, all.subList(0, all.size() - 1)));
        bench.publishHistory(whole);

        // Then
        assertThat(bench.awaitReports(id)).isEqualTo(BacktestBench.computed(request, WorkedExample.events()));
    }

    @Test
    void aWarmUpIsNotCounted() {
        // Given
        HistoryRequest warmUp =
                Histories.request(id, Purpose.WARM_UP, Histories.candidate("hyp_w", WorkedExample.claim(), false));
        bench.publishRequest(warmUp);
        bench.publishHistory(Histories.records(warmUp, WorkedExample.events(), PARTITIONS, 5));
        HistoryRequest next = BacktestBench.worked(id + "_next");

        // When
        bench.publishRequest(next);
        bench.publishHistory(Histories.records(next, WorkedExample.events(), PARTITIONS, 5));

        // Then
        bench.awaitReport(id + "_next");
        assertThat(bench.resultsOf(id)).isEmpty();
        given().get("/api/v1/backtests/" + id).then().statusCode(404);
    }

    private static List<EventBatch.Event> twice(List<EventBatch.Event> events) {
        List<EventBatch.Event> twice = new ArrayList<>(events);
        twice.addAll(events);
        return twice;
    }

    private static List<HistoryRecord> interleaved(List<HistoryRecord> one, List<HistoryRecord> other) {
        List<HistoryRecord> mixed = new ArrayList<>();
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            one.stream().skip(i).limit(1).forEach(mixed::add);
            other.stream().skip(i).limit(1).forEach(mixed::add);
        }
        return mixed;
    }
}
