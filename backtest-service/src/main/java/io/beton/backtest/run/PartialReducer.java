package io.beton.backtest.run;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.id.RequestId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Adds up the partials of each request and publishes the reports.
 *
 * <p>Reads: backtest-partials, history-requests. Writes: backtests, one record per hypothesis of the request. On failure:
 * partials are read again and the same results published again, which their readers drop; a request that does not become
 * whole in time ends with results that say so.
 */
final class PartialReducer extends HistorySession<RequestId, Reduction> {
    private final Requests requests;
    private final Publisher publisher;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Duration timeout;

    PartialReducer(
            KafkaConsumer<String, byte[]> consumer,
            DeadLetters deadLetters,
            Requests requests,
            Publisher publisher,
            MeterRegistry meters,
            Clock clock,
            Duration timeout) {
        super(Topics.BACKTEST_PARTIALS.name(), consumer, deadLetters);
        this.requests = requests;
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    void take(TopicPartition partition, ConsumerRecord<String, byte[]> record) throws Unreadable {
        PartialCounts partial = read(record);
        Reduction reduction = reduction(partition, record.offset(), partial);
        reduction.add(partial);
        if (reduction.whole()) {
            finish(partition, reduction, reduction.results());
        }
    }

    @Override
    void lookAround() {
        Instant oldest = clock.instant().minus(timeout);
        open.each((partition, reduction) -> {
            if (reduction.begun().isBefore(oldest)) {
                finish(partition, reduction, reduction.failed("the history was not complete after " + timeout));
            }
        });
    }

    private Reduction reduction(TopicPartition partition, long offset, PartialCounts partial) throws Unreadable {
        Optional<Reduction> known = open.find(partition, partial.requestId());
        if (known.isPresent()) {
            return known.get();
        }
        HistoryRequest request = requests.find(partial.requestId())
                .orElseThrow(() -> new Unreadable("no request " + partial.requestId() + " is known", null));
        Reduction begun = new Reduction(request, clock.instant());
        open.begin(partition, partial.requestId(), begun, offset);
        return begun;
    }

    private void finish(TopicPartition partition, Reduction reduction, List<BacktestResult> results) {
        publisher.publish(results.stream().map(PartialReducer::record).toList());
        open.done(partition, reduction.request().requestId());
        Timer.builder("beton.backtest.duration")
                .tag("purpose", reduction.request().purpose().name().toLowerCase())
                .register(meters)
                .record(Duration.between(reduction.begun(), clock.instant()));
    }

    private static ProducerRecord<String, byte[]> record(BacktestResult result) {
        return new ProducerRecord<>(
                Topics.BACKTESTS.name(), result.hypothesisId().value(), Json.bytes(result));
    }

    private static PartialCounts read(ConsumerRecord<String, byte[]> record) throws Unreadable {
        try {
            return Json.read(record.value(), PartialCounts.class);
        } catch (RuntimeException e) {
            throw new Unreadable(e.getMessage(), e);
        }
    }
}
