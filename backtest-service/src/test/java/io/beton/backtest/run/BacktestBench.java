package io.beton.backtest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.report.ReportWriter;
import io.beton.backtest.scoring.Scorer;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.SearchScores;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.match.Times;
import io.beton.servers.Servers;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Plays the services around this one: asks, publishes histories, reads the results. */
@Singleton
final class BacktestBench {
    static final int PARTITIONS = Servers.partitions();
    /** One anchored, one rolling. */
    static final int CANDIDATES = 2;

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Publisher publisher;
    private final TopicTail results;
    private final TopicTail scores;

    BacktestBench(Publisher publisher, KafkaClients clients) {
        this.publisher = publisher;
        this.results = new TopicTail(clients, Topics.BACKTESTS.name());
        this.scores = new TopicTail(clients, Topics.SEARCH_SCORES.name());
    }

    @PreDestroy
    void close() {
        results.close();
        scores.close();
    }

    static HistoryRequest worked(String request) {
        return Histories.request(
                request,
                Purpose.BACKTEST,
                Histories.candidate("hyp_" + request, WorkedExample.claim(), false),
                Histories.candidate("hyp_" + request + "_rolling", WorkedExample.rolling(), false));
    }

    /** The reports that one pass over all events gives, which no way through the topics may change. */
    static List<Report> computed(HistoryRequest request, List<EventBatch.Event> events) {
        PartitionHistory history = new PartitionHistory(request);
        history.add(Histories.activeBatch(events));
        return new ReportWriter(request, Times.instant(Times.micros(Histories.AS_OF) + 5), Scorer.score(history))
                .reports();
    }

    static PartialCounts partial(HistoryRequest request, int partition, Optional<String> failure) {
        PartitionHistory history = new PartitionHistory(request);
        history.add(Histories.activeBatch(WorkedExample.events()));
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

    void publishRequest(HistoryRequest request) {
        publisher.publish(List.of(new ProducerRecord<>(
                Topics.HISTORY_REQUESTS.name(), request.requestId().value(), Json.bytes(request))));
    }

    void publishHistory(Map<Integer, List<HistoryRecord>> records) {
        records.forEach(this::publish);
    }

    void publish(int partition, List<HistoryRecord> records) {
        publisher.publish(records.stream()
                .map(record -> new ProducerRecord<>(
                        Topics.HISTORY.name(), partition, String.valueOf(partition), EventCodec.write(record)))
                .toList());
    }

    void publishPartials(PartialCounts... partials) {
        publisher.publish(Stream.of(partials)
                .map(partial -> new ProducerRecord<>(
                        Topics.BACKTEST_PARTIALS.name(), partial.requestId().value(), Json.bytes(partial)))
                .toList());
    }

    /** Of the anchored candidate. */
    Report awaitReport(String request) {
        return awaitReports(request).get(0);
    }

    List<Report> awaitReports(String request) {
        await().atMost(PATIENCE).until(() -> resultsOf(request).size() >= CANDIDATES);
        return resultsOf(request).stream()
                .sorted(Comparator.comparingInt(BacktestResult::position))
                .map(result -> result.report().orElseThrow())
                .toList();
    }

    BacktestResult awaitResult(String request) {
        await().atMost(PATIENCE).until(() -> !resultsOf(request).isEmpty());
        return resultsOf(request).get(0);
    }

    /** A request that comes later has been reported, so everything before it on every partition has been handled. */
    void assertReportedOnce(String request) {
        HistoryRequest later = worked(request + "_later");
        publishRequest(later);
        publishHistory(Histories.records(later, WorkedExample.events(), PARTITIONS, 5));
        awaitReport(request + "_later");
        assertThat(resultsOf(request)).hasSize(CANDIDATES);
    }

    SearchScores awaitScores(HistoryRequest request) {
        await().atMost(PATIENCE).until(() -> !scoresOf(request).isEmpty());
        return scoresOf(request).get(0);
    }

    List<SearchScores> scoresOf(HistoryRequest request) {
        return scores.read(
                record -> Json.read(record.value(), SearchScores.class),
                found -> found.requestId().equals(request.requestId()));
    }

    List<BacktestResult> resultsOf(String request) {
        return results.read(
                record -> Json.read(record.value(), BacktestResult.class),
                result -> result.requestId().value().equals(request));
    }
}
