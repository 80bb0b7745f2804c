package io.beton.ingest.history;

import io.beton.ingest.poll.Buckets;
import io.beton.ingest.posthog.EventReceiver;
import io.beton.ingest.posthog.SizeQuery;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.kafka.Sending;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.event.BatchColumns;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.event.PackedBatch;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Numbers and publishes the records of one reading: batches, while their events come, then an end on every partition, once
 * all that came before is acknowledged.
 *
 * <p>Reads: nothing. Writes: history. On failure: throws, and the reading starts over with sequence 0.
 */
public final class Publication {
    /** Keeps a record well under the largest message, and a reader's memory small. */
    private static final int MOST_EVENTS = 5_000;
    /** Of hypotheses; histories do not wait for any. */
    private static final long NO_OFFSET = -1;

    private final HistoryRequest request;
    private final Sending sending;
    private final MeterRegistry meters;
    private final Buckets buckets;
    private final List<BucketColumns> columns;
    private final long[] sequences;
    private final long[] counted;
    private HistoryRecord.Expected expected = HistoryRecord.Expected.UNKNOWN;

    public Publication(HistoryRequest request, Publisher publisher, MeterRegistry meters) {
        int partitions = publisher.partitions(Topics.HISTORY.name());
        List<SelectorId> selectors =
                request.selectors().stream().map(Selector::id).toList();
        List<String> properties = request.counted().stream()
                .map(CountedProperty::property)
                .distinct()
                .toList();
        this.request = request;
        this.sending = publisher.sending();
        this.meters = meters;
        this.buckets = new Buckets(request.connectionId(), request.subject(), NO_OFFSET, partitions);
        this.columns = Stream.generate(() -> new BucketColumns(this::empty, selectors, properties))
                .limit(partitions)
                .toList();
        this.sequences = new long[partitions];
        this.counted = new long[partitions];
    }

    /** What the reading will come to; subjects are spread evenly, so that each partition gets its share. */
    void expect(SizeQuery.Size size) {
        expected = new HistoryRecord.Expected(
                size.matched() / sequences.length, (size.subjects() + sequences.length - 1) / sequences.length);
    }

    /** Takes the events of one page, and publishes them in pieces while they come. */
    public EventReceiver page() {
        return new PageColumns(columns, MOST_EVENTS, (full, partition) -> batch(partition, full.take()));
    }

    void activity(List<EventBatch.Activity> activity, Map<SubjectId, Long> born) {
        publish(buckets.split(List.of(), activity, born, List.of()));
    }

    void earlier(List<EventBatch.EarlierOutcome> found) {
        publish(buckets.split(List.of(), List.of(), Map.of(), found));
    }

    /** @param readAt in microseconds, @param failure why the history is not whole */
    public void end(long readAt, Optional<String> failure) {
        for (int partition = 0; partition < sequences.length; partition++) {
            if (!columns.get(partition).empty()) {
                batch(partition, columns.get(partition).take());
            }
        }
        sending.await();
        for (int partition = 0; partition < sequences.length; partition++) {
            send(
                    partition,
                    new HistoryRecord.End(
                            request.requestId(),
                            sequences[partition],
                            sequences[partition],
                            counted[partition],
                            readAt,
                            sequences.length,
                            failure));
        }
        sending.await();
    }

    /** One batch per partition; empty ones are left out. */
    private void publish(List<EventBatch> batches) {
        for (int partition = 0; partition < batches.size(); partition++) {
            if (!Buckets.empty(batches.get(partition))) {
                batch(partition, PackedBatch.of(batches.get(partition)));
            }
        }
    }

    private void batch(int partition, PackedBatch batch) {
        counted[partition] += batch.events();
        meters.counter("beton.events.read").increment(batch.events());
        meters.counter("beton.events.published").increment(batch.events());
        send(partition, new HistoryRecord.Batch(request.requestId(), sequences[partition]++, expected, batch));
        meters.counter("beton.batches.published", "topic", Topics.HISTORY.name())
                .increment();
    }

    private BatchColumns empty() {
        return new BatchColumns(request.connectionId(), request.subject(), NO_OFFSET);
    }

    private void send(int partition, HistoryRecord record) {
        sending.send(new ProducerRecord<>(
                Topics.HISTORY.name(), partition, String.valueOf(partition), EventCodec.write(record)));
    }
}
