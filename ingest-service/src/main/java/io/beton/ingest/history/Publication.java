package io.beton.ingest.history;

import io.beton.ingest.poll.Buckets;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.id.RequestId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Numbers and publishes the records of one reading: batches, then an end on every partition. */
final class Publication {
    /** Keeps a record well under the largest message. */
    private static final int MOST_EVENTS = 10_000;

    private final RequestId request;
    private final Publisher publisher;
    private final MeterRegistry meters;
    private final long[] sequences;
    private final long[] events;

    Publication(RequestId request, Publisher publisher, MeterRegistry meters, int partitions) {
        this.request = request;
        this.publisher = publisher;
        this.meters = meters;
        this.sequences = new long[partitions];
        this.events = new long[partitions];
    }

    /** Publishes one batch per partition and waits for every acknowledgement; empty ones are left out. */
    void batches(List<EventBatch> batches) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < batches.size(); partition++) {
            EventBatch batch = batches.get(partition);
            if (!Buckets.empty(batch)) {
                events[partition] += batch.events().size();
                meters.counter("beton.events.read").increment(batch.events().size());
                for (EventBatch part : parts(batch)) {
                    records.add(record(partition, new HistoryRecord.Batch(request, sequences[partition]++, part)));
                }
            }
        }
        publisher.publish(records);
        meters.counter("beton.batches.published", "topic", Topics.HISTORY.name())
                .increment(records.size());
    }

    void end(long readAt, Optional<String> failure) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < sequences.length; partition++) {
            records.add(record(
                    partition,
                    new HistoryRecord.End(
                            request, sequences[partition], sequences[partition], events[partition], readAt, failure)));
        }
        publisher.publish(records);
    }

    private static List<EventBatch> parts(EventBatch batch) {
        if (batch.events().size() <= MOST_EVENTS) {
            return List.of(batch);
        }
        List<EventBatch> parts = new ArrayList<>();
        for (int from = 0; from < batch.events().size(); from += MOST_EVENTS) {
            boolean first = from == 0;
            parts.add(new EventBatch(
                    batch.connectionId(),
                    batch.hypothesesOffset(),
                    batch.events()
                            .subList(
                                    from,
                                    Math.min(from + MOST_EVENTS, batch.events().size())),
                    first ? batch.activity() : List.of(),
                    first ? batch.born() : java.util.Map.of(),
                    first ? batch.earlier() : List.of()));
        }
        return parts;
    }

    private static ProducerRecord<String, byte[]> record(int partition, HistoryRecord record) {
        return new ProducerRecord<>(
                Topics.HISTORY.name(), partition, String.valueOf(partition), EventCodec.write(record));
    }
}
