package io.beton.backtest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.backtest.Histories;
import io.beton.backtest.RealKafka;
import io.beton.backtest.WorkedExample;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.time.StoppedClock;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.event.HistoryRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way over a real broker ends with a reason, or does no harm. */
@QuarkusTest
@QuarkusTestResource(RealKafka.class)
class BacktestFailureIT {
    private static final int PARTITIONS = BacktestBench.PARTITIONS;

    @Inject
    BacktestBench bench;

    @Inject
    Publisher publisher;

    @Inject
    KafkaClients clients;

    @Inject
    StoppedClock clock;

    private final String id = "req_" + UUID.randomUUID();

    @Test
    void aRepeatedPartialCountsOnce() {
        // Given
        HistoryRequest request = BacktestBench.worked(id);
        PartialCounts partial = BacktestBench.partial(request, 0, Optional.empty());

        // When
        bench.publishRequest(request);
        bench.publishPartials(partial, partial, BacktestBench.partial(request, 1, Optional.empty()));
        bench.publishPartials(
                BacktestBench.partial(request, 0, Optional.of("lost")),
                BacktestBench.partial(request, 2, Optional.empty()));
        bench.publishPartials(IntStream.range(3, PARTITIONS)
                .mapToObj(partition -> BacktestBench.partial(request, partition, Optional.empty()))
                .toArray(PartialCounts[]::new));
        bench.publishPartials(partial);

        // Then
        assertThat(bench.awaitReport(id).full().sampleSize()).isEqualTo(PARTITIONS * 6);
        bench.assertReportedOnce(id);
    }

    @Test
    void aRequestWhosePartialsStayAwayFailsInTime() {
        // Given
        HistoryRequest request = BacktestBench.worked(id);
        bench.publishRequest(request);
        bench.publishPartials(BacktestBench.partial(request, 1, Optional.empty()));

        // When
        await().atMost(BacktestBench.PATIENCE).until(() -> {
            clock.forward(Duration.ofMinutes(11));
            return !bench.resultsOf(id).isEmpty();
        });

        // Then
        assertThat(bench.awaitResult(id).failure().orElseThrow())
                .contains("only 1 partitions")
                .contains("PT10M");
    }

    @Test
    void aHistoryThatCouldNotBeReadFailsWithItsReason() {
        // Given
        HistoryRequest request = BacktestBench.worked(id);
        bench.publishRequest(request);

        // When
        for (int partition = 0; partition < PARTITIONS; partition++) {
            bench.publish(
                    partition,
                    List.of(new HistoryRecord.End(
                            request.requestId(), 0, 0, 0, 1, Optional.of("the query took too long"))));
        }

        // Then
        assertThat(bench.awaitResult(id).failure().orElseThrow()).contains("the query took too long");
    }

    @Test
    void anUnreadableRecordIsSetAsideAndTheRunStillEnds() {
        // Given
        HistoryRequest request = BacktestBench.worked(id);
        Map<Integer, List<HistoryRecord>> records = Histories.records(request, WorkedExample.events(), PARTITIONS, 1);
        bench.publishRequest(request);

        // When
        records.forEach((partition, all) -> {
            publisher.publish(List.of(new ProducerRecord<>(
                    Topics.HISTORY.name(), partition, String.valueOf(partition), ("junk " + id).getBytes())));
            bench.publish(partition, all.size() > 1 ? all.subList(1, all.size()) : all);
        });

        // Then
        assertThat(bench.awaitResult(id).failure().orElseThrow()).contains("number 0 was due, number 1 came");
        try (TopicTail letters =
                new TopicTail(clients, Topics.HISTORY.deadLetter().name())) {
            await().atMost(BacktestBench.PATIENCE)
                    .untilAsserted(() -> assertThat(letters.read(
                                    record ->
                                            new String(record.value()) + TopicTail.header(record, "dead-letter-topic"),
                                    text -> text.equals("junk " + id + Topics.HISTORY.name())))
                            .hasSize(PARTITIONS));
        }
    }
}
