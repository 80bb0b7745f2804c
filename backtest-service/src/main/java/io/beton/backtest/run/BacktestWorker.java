package io.beton.backtest.run;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.id.RequestId;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Replays history: gathers each request's batches per partition and counts every hypothesis when the end has come.
 *
 * <p>Reads: history, history-requests. Writes: backtest-partials, one record per request and partition. On failure: what
 * is open is forgotten and read again, since offsets are committed only after the partial is acknowledged; a record that
 * cannot be read becomes a dead letter; a history that does not fit into memory becomes a failed partial.
 */
final class BacktestWorker extends HistorySession<RequestId, PartitionHistory> {
    private final Requests requests;
    private final Publisher publisher;
    private final Progress progress;
    private final long maxMemory;

    BacktestWorker(
            KafkaConsumer<String, byte[]> consumer,
            DeadLetters deadLetters,
            Requests requests,
            Publisher publisher,
            Progress progress,
            long maxMemory) {
        super(Topics.HISTORY.name(), consumer, deadLetters);
        this.requests = requests;
        this.publisher = publisher;
        this.progress = progress;
        this.maxMemory = maxMemory;
    }

    @Override
    void take(TopicPartition partition, ConsumerRecord<String, byte[]> record) throws Unreadable {
        HistoryRecord read = read(record);
        Optional<HistoryRequest> request = requests.find(read.requestId());
        if (request.isEmpty()) {
            throw new Unreadable("no request " + read.requestId() + " is known", null);
        }
        if (request.get().purpose() == Purpose.WARM_UP) {
            return;
        }
        Optional<PartitionHistory> history = history(partition, record.offset(), read, request.get());
        if (history.isPresent()) {
            take(partition, read, history.get());
        }
    }

    private void take(TopicPartition partition, HistoryRecord read, PartitionHistory history) {
        if (read instanceof HistoryRecord.Batch batch) {
            history.accept(batch);
            progress.read(read.requestId(), partition.partition(), history);
            if (memory() > maxMemory) {
                emit(partition, history, refusal(read));
            }
        } else if (read instanceof HistoryRecord.End end) {
            emit(partition, history, end);
        }
    }

    /** Counts, publishes, awaits the acknowledgement; only then may the offsets move past the request. */
    private void emit(TopicPartition partition, PartitionHistory history, HistoryRecord.End end) {
        PartialCounts partial = history.end(end, partition.partition(), partitions(Topics.HISTORY.name()));
        RequestId request = partial.requestId();
        publisher.publish(
                List.of(new ProducerRecord<>(Topics.BACKTEST_PARTIALS.name(), request.value(), Json.bytes(partial))));
        open.done(partition, request);
        progress.counted(request, partition.partition(), history);
    }

    /** Record 0 starts a reading anew; repeats, and what follows a refusal, have no open history. */
    private Optional<PartitionHistory> history(
            TopicPartition partition, long offset, HistoryRecord read, HistoryRequest request) {
        if (read.sequence() == 0) {
            PartitionHistory history = new PartitionHistory(request);
            open.begin(partition, read.requestId(), history, offset);
            return Optional.of(history);
        }
        return open.find(partition, read.requestId()).filter(history -> !history.repeats(read.sequence()));
    }

    private long memory() {
        return open.all().stream().mapToLong(PartitionHistory::bytes).sum();
    }

    private HistoryRecord.End refusal(HistoryRecord read) {
        String reason = "the histories in memory take about " + memory() + " bytes, more than the bound of " + maxMemory
                + "; raise beton.backtest.max-memory or the heap, add replicas, or shorten window_days";
        return new HistoryRecord.End(read.requestId(), read.sequence() + 1, 0, 0, 0, Optional.of(reason));
    }

    private static HistoryRecord read(ConsumerRecord<String, byte[]> record) throws Unreadable {
        try {
            return EventCodec.readHistory(record.value());
        } catch (RuntimeException e) {
            throw new Unreadable(e.getMessage(), e);
        }
    }

    @Override
    void lookAround() {
        // a history that never ends is noticed by the reducer, which sees the whole request
    }
}
