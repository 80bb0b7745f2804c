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
import io.beton.backtest.history.Scorer;
import io.beton.backtest.loop.PartitionSession;
import io.beton.backtest.progress.ProgressView;
import io.beton.backtest.report.ReportWriter;
import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loop;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.match.Times;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service over a real broker: histories in, reports out. */
@QuarkusTest
@QuarkusTestResource(value = RealKafka.class, restrictToAnnotatedClass = true)
class BacktestIT {
    private static final int PARTITIONS = Topics.HISTORY.partitions();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    TestClock clock;

    private final String id = "req_" + UUID.randomUUID();
    private TopicTail results;

    @BeforeEach
    void follow() {
        results = new TopicTail(clients, Topics.BACKTESTS.name());
    }

    @AfterEach
    void unfollow() {
        results.close();
    }

    @Test
    void theWorkedExampleIsReportedToTheDigit() {
        // Given
        HistoryRequest request = worked(id);
        List<EventBatch.Event> twice = twice(WorkedExample.events());

        // When
        publishRequest(request);
        publishHistory(Histories.records(request, twice, PARTITIONS, 2));

        // Then
        Report report = awaitReport(id);
        assertThat(report).isEqualTo(computed(request, twice));
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
        given().get("/q/health").then().statusCode(200);
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
        HistoryRequest request = worked(id);
        Map<Integer, List<HistoryRecord>> records = Histories.records(request, WorkedExample.events(), PARTITIONS, 1);
        publishRequest(request);
        records.forEach((partition, all) -> publish(partition, all.subList(0, all.size() / 2)));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        given().get("/api/v1/backtests/" + id).then().body("partitions[0].state", equalTo("reading")));

        // When
        loops.stop();
        records.forEach((partition, all) -> publish(partition, all.subList(all.size() / 2, all.size())));
        loops.start();

        // Then
        assertThat(awaitReport(id)).isEqualTo(computed(request, WorkedExample.events()));
        assertReportedOnce(id);
    }

    @Test
    void aSecondInstanceThatTakesPartitionsOverInTheMiddleChangesNothing() {
        // Given
        HistoryRequest request = worked(id);
        Map<Integer, List<HistoryRecord>> records = Histories.records(request, WorkedExample.events(), PARTITIONS, 1);
        publishRequest(request);
        records.forEach((partition, all) -> publish(partition, all.subList(0, all.size() / 2)));
        ProgressView ofSecond = new ProgressView();
        Surroundings around = new Surroundings(
                requests, publisher::publish, ofSecond, metrics, new MemoryBudget(Long.MAX_VALUE), clock);

        // When
        try (Loop second = Loop.start(
                "second",
                () -> new PartitionSession(
                        Topics.HISTORY.name(),
                        clients.consumer("beton-backtest", Map.of()),
                        (partition, note) -> new BacktestWorker(partition, PARTITIONS, note, around),
                        deadLetters))) {
            await().atMost(PATIENCE)
                    .until(() -> ofSecond.of(request.requestId()).isPresent());
            records.forEach((partition, all) -> publish(partition, all.subList(all.size() / 2, all.size())));
            awaitReport(id);
            assertThat(second.alive()).isTrue();
        }

        // Then
        assertThat(awaitReport(id)).isEqualTo(computed(request, WorkedExample.events()));
        assertReportedOnce(id);
    }

    @Test
    void aRestartAfterTheReportDoesNotReportAgain() {
        // Given
        HistoryRequest request = worked(id);
        Map<Integer, List<HistoryRecord>> records = Histories.records(request, WorkedExample.events(), PARTITIONS, 3);
        publishRequest(request);
        publishHistory(records);
        awaitReport(id);

        // When
        loops.stop();
        loops.start();
        records.forEach((partition, all) -> publish(partition, all.subList(all.size() - 1, all.size())));

        // Then
        assertReportedOnce(id);
    }

    @Test
    void twoRequestsAtTheSameTimeDoNotMix() {
        // Given
        HistoryRequest one = worked(id + "_1");
        HistoryRequest two = worked(id + "_2");
        List<EventBatch.Event> fewer = WorkedExample.events().subList(0, 12);
        Map<Integer, List<HistoryRecord>> ofOne = Histories.records(one, WorkedExample.events(), PARTITIONS, 1);
        Map<Integer, List<HistoryRecord>> ofTwo = Histories.records(two, fewer, PARTITIONS, 2);
        publishRequest(one);
        publishRequest(two);

        // When
        for (int partition = 0; partition < PARTITIONS; partition++) {
            publish(partition, interleaved(ofOne.get(partition), ofTwo.get(partition)));
        }

        // Then
        assertThat(awaitReport(id + "_1")).isEqualTo(computed(one, WorkedExample.events()));
        assertThat(awaitReport(id + "_2")).isEqualTo(computed(two, fewer));
    }

    @Test
    void aReaderThatStartsOverIsBelievedFromItsNewBeginning() {
        // Given
        HistoryRequest request = worked(id);
        Map<Integer, List<HistoryRecord>> whole = Histories.records(request, WorkedExample.events(), PARTITIONS, 1);
        Map<Integer, List<HistoryRecord>> wrong =
                Histories.records(request, List.of(Histories.event("zoe", 1, "signed_up")), PARTITIONS, 1);
        publishRequest(request);

        // When
        wrong.forEach((partition, all) -> publish(partition, all.subList(0, all.size() - 1)));
        publishHistory(whole);

        // Then
        assertThat(awaitReport(id)).isEqualTo(computed(request, WorkedExample.events()));
    }

    @Test
    void aRepeatedPartialCountsOnce() {
        // Given
        HistoryRequest request = worked(id);
        PartialCounts partial = partial(request, 0, Optional.empty());

        // When
        publishRequest(request);
        publishPartials(partial, partial, partial(request, 1, Optional.empty()));
        publishPartials(partial(request, 0, Optional.of("lost")), partial(request, 2, Optional.empty()));
        publishPartials(partial(request, 3, Optional.empty()), partial);

        // Then
        assertThat(awaitReport(id).full().sampleSize()).isEqualTo(4 * 6);
        assertReportedOnce(id);
    }

    @Test
    void aRequestWhosePartialsStayAwayFailsInTime() {
        // Given
        HistoryRequest request = worked(id);
        publishRequest(request);
        publishPartials(partial(request, 1, Optional.empty()));

        // When
        await().atMost(PATIENCE).until(() -> {
            clock.advance(Duration.ofMinutes(11));
            return !resultsOf(id).isEmpty();
        });

        // Then
        assertThat(awaitResult(id).failure().orElseThrow())
                .contains("only 1 partitions")
                .contains("PT10M");
    }

    @Test
    void aHistoryThatCouldNotBeReadFailsWithItsReason() {
        // Given
        HistoryRequest request = worked(id);
        publishRequest(request);

        // When
        for (int partition = 0; partition < PARTITIONS; partition++) {
            publish(
                    partition,
                    List.of(new HistoryRecord.End(
                            request.requestId(), 0, 0, 0, 1, Optional.of("the query took too long"))));
        }

        // Then
        assertThat(awaitResult(id).failure().orElseThrow()).contains("the query took too long");
    }

    @Test
    void anUnreadableRecordIsSetAsideAndTheRunStillEnds() {
        // Given
        HistoryRequest request = worked(id);
        Map<Integer, List<HistoryRecord>> records = Histories.records(request, WorkedExample.events(), PARTITIONS, 1);
        publishRequest(request);

        // When
        records.forEach((partition, all) -> {
            publisher.publish(List.of(new ProducerRecord<>(
                    Topics.HISTORY.name(), partition, String.valueOf(partition), ("junk " + id).getBytes())));
            publish(partition, all.size() > 1 ? all.subList(1, all.size()) : all);
        });

        // Then
        assertThat(awaitResult(id).failure().orElseThrow()).contains("number 0 was due, number 1 came");
        try (TopicTail letters =
                new TopicTail(clients, Topics.HISTORY.deadLetter().name())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(letters.read(
                                    record ->
                                            new String(record.value()) + TopicTail.header(record, "dead-letter-topic"),
                                    text -> text.equals("junk " + id + Topics.HISTORY.name())))
                            .hasSize(PARTITIONS));
        }
    }

    @Test
    void aWarmUpIsNotCounted() {
        // Given
        HistoryRequest warmUp =
                Histories.request(id, Purpose.WARM_UP, Histories.candidate("hyp_w", WorkedExample.claim(), false));
        publishRequest(warmUp);
        publishHistory(Histories.records(warmUp, WorkedExample.events(), PARTITIONS, 5));
        HistoryRequest next = worked(id + "_next");

        // When
        publishRequest(next);
        publishHistory(Histories.records(next, WorkedExample.events(), PARTITIONS, 5));

        // Then
        awaitReport(id + "_next");
        assertThat(resultsOf(id)).isEmpty();
        given().get("/api/v1/backtests/" + id).then().statusCode(404);
    }

    private static HistoryRequest worked(String request) {
        return Histories.request(
                request, Purpose.BACKTEST, Histories.candidate("hyp_" + request, WorkedExample.claim(), false));
    }

    /** The report that one pass over all events gives, which no way through the topics may change. */
    private static Report computed(HistoryRequest request, List<EventBatch.Event> events) {
        PartitionHistory history = new PartitionHistory(request);
        history.add(Histories.batch(events));
        return new ReportWriter(request, Times.instant(Times.micros(Histories.AS_OF) + 5), Scorer.score(history))
                .reports()
                .get(0);
    }

    private static PartialCounts partial(HistoryRequest request, int partition, Optional<String> failure) {
        PartitionHistory history = new PartitionHistory(request);
        history.add(Histories.batch(WorkedExample.events()));
        return new PartialCounts(
                request.requestId(),
                partition,
                PARTITIONS,
                history.events(),
                history.subjects(),
                Histories.AS_OF,
                failure,
                failure.isPresent() ? List.of() : Scorer.score(history));
    }

    private void publishRequest(HistoryRequest request) {
        publisher.publish(List.of(new ProducerRecord<>(
                Topics.HISTORY_REQUESTS.name(), request.requestId().value(), Json.bytes(request))));
    }

    private void publishHistory(Map<Integer, List<HistoryRecord>> records) {
        records.forEach(this::publish);
    }

    private void publish(int partition, List<HistoryRecord> records) {
        publisher.publish(records.stream()
                .map(record -> new ProducerRecord<>(
                        Topics.HISTORY.name(), partition, String.valueOf(partition), EventCodec.write(record)))
                .toList());
    }

    private void publishPartials(PartialCounts... partials) {
        publisher.publish(Stream.of(partials)
                .map(partial -> new ProducerRecord<>(
                        Topics.BACKTEST_PARTIALS.name(), partial.requestId().value(), Json.bytes(partial)))
                .toList());
    }

    private Report awaitReport(String request) {
        BacktestResult result = awaitResult(request);
        assertThat(result.failure()).isEmpty();
        return result.report().orElseThrow();
    }

    private BacktestResult awaitResult(String request) {
        await().atMost(PATIENCE).until(() -> !resultsOf(request).isEmpty());
        return resultsOf(request).get(0);
    }

    /** A request that comes later has been reported, so everything before it on every partition has been handled. */
    private void assertReportedOnce(String request) {
        HistoryRequest later = worked(request + "_later");
        publishRequest(later);
        publishHistory(Histories.records(later, WorkedExample.events(), PARTITIONS, 5));
        awaitReport(request + "_later");
        assertThat(resultsOf(request)).hasSize(1);
    }

    private List<BacktestResult> resultsOf(String request) {
        return results.read(
                record -> Json.read(record.value(), BacktestResult.class),
                result -> result.requestId().value().equals(request));
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
