package io.beton.ingest.history;

import io.beton.ingest.poll.Buckets;
import io.beton.ingest.posthog.SizeQuery;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.event.PackedBatch;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Numbers and publishes the records of one reading: batches, then an end on every partition.
 *
 * <p>Reads: nothing. Writes: history. On failure: throws, and the reading starts over with sequence 0.
 */
final class Publication {
    /** Keeps a record well under the largest message, and a reader's memory small. */
    private static final int MOST_EVENTS = 5_000;

    private final RequestId request;
    private final Publisher publisher;
    private final MeterRegistry meters;
    private final Buckets buckets;
    private final long[] sequences;
    private final long[] counted;
    private HistoryRecord.Expected expected = HistoryRecord.Expected.UNKNOWN;

    Publication(HistoryRequest request, Publisher publisher, MeterRegistry meters) {
        int partitions = publisher.partitions(Topics.HISTORY.name());
        this.request = request.requestId();
        this.publisher = publisher;
        this.meters = meters;
        this.buckets = new Buckets(request.connectionId(), request.subject(), -1, partitions);
        this.sequences = new long[partitions];
        this.counted = new long[partitions];
    }

    /** What the reading will come to; subjects are spread evenly, so that each partition gets its share. */
    void expect(SizeQuery.Size size) {
        expected = new HistoryRecord.Expected(
                size.events() / sequences.length, (size.subjects() + sequences.length - 1) / sequences.length);
    }

    void events(List<EventBatch.Event> events) {
        meters.counter("beton.events.read").increment(events.size());
        for (int from = 0; from < events.size(); from += MOST_EVENTS) {
            List<EventBatch.Event> part = events.subList(from, Math.min(from + MOST_EVENTS, events.size()));
            publish(buckets.split(part, List.of(), Map.of(), List.of()));
        }
    }

    void activity(List<EventBatch.Activity> activity, Map<SubjectId, Long> born) {
        publish(buckets.split(List.of(), activity, born, List.of()));
    }

    void earlier(List<EventBatch.EarlierOutcome> found) {
        publish(buckets.split(List.of(), List.of(), Map.of(), found));
    }

    /** @param readAt in microseconds, @param failure why the history is not whole */
    void end(long readAt, Optional<String> failure) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < sequences.length; partition++) {
            records.add(record(
                    partition,
                    new HistoryRecord.End(
                            request, sequences[partition], sequences[partition], counted[partition], readAt, failure)));
        }
        publisher.publish(records);
    }

    /** One batch per partition, all acknowledged; empty ones are left out. */
    private void publish(List<EventBatch> batches) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < batches.size(); partition++) {
            EventBatch batch = batches.get(partition);
            if (!Buckets.empty(batch)) {
                counted[partition] += batch.events().size();
                records.add(record(partition, batch(partition, batch)));
            }
        }
        publisher.publish(records);
        meters.counter("beton.batches.published", "topic", Topics.HISTORY.name())
                .increment(records.size());
    }

    private HistoryRecord batch(int partition, EventBatch batch) {
        return new HistoryRecord.Batch(request, sequences[partition]++, expected, PackedBatch.of(batch));
    }

    private static ProducerRecord<String, byte[]> record(int partition, HistoryRecord record) {
        return new ProducerRecord<>(
                Topics.HISTORY.name(), partition, String.valueOf(partition), EventCodec.write(record));
    }
}
