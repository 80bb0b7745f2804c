package io.beton.ingest.history;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.loop.Loop;
import io.beton.kit.trace.Cause;
import io.beton.kit.trace.Traced;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes history requests, one after the other; those that are scored on a history read before are not for it.
 *
 * <p>Reads: history-requests. Writes: history, through its server. On failure: what is no request becomes a dead letter;
 * after a crash the request is read again from its beginning, since its offset is committed last.
 */
final class HistorySession implements Loop.Session {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final DeadLetters deadLetters;
    private final HistoryServer server;

    HistorySession(KafkaConsumer<String, byte[]> consumer, DeadLetters deadLetters, HistoryServer server) {
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.server = server;
        consumer.subscribe(List.of(Topics.HISTORY_REQUESTS.name()));
    }

    @Override
    public void step() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            Cause.of(record)
                    .resume(() ->
                            request(record).filter(HistoryRequest::readsSource).ifPresent(this::serve));
            consumer.commitSync(Map.of(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1)));
        }
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void serve(HistoryRequest request) {
        Traced.work("read history")
                .about("connection", request.connectionId())
                .about("request", request.requestId())
                .run(() -> server.serve(request));
    }

    private Optional<HistoryRequest> request(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(Json.read(record.value(), HistoryRequest.class));
        } catch (RuntimeException e) {
            deadLetters.bury(record, e);
            return Optional.empty();
        }
    }
}
