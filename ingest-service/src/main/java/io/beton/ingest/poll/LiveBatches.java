package io.beton.ingest.poll;

import io.beton.kit.kafka.Publisher;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes what a live poll read, each subject's part to its own partition.
 *
 * <p>Reads: nothing. Writes: events. On failure: throws, and some of it may have been published.
 */
@ApplicationScoped
class LiveBatches {
    private final Publisher publisher;
    private final MeterRegistry meters;

    LiveBatches(Publisher publisher, MeterRegistry meters) {
        this.publisher = publisher;
        this.meters = meters;
    }

    /** @param hypothesesOffset what of the hypotheses the poll had heard when it chose its selectors */
    Writer writer(ConnectionId connection, long hypothesesOffset) {
        return new Writer(new Buckets(connection, hypothesesOffset, publisher.partitions(Topics.EVENTS.name())));
    }

    /** Returns from each call when every record is acknowledged. */
    final class Writer {
        private final Buckets buckets;

        private Writer(Buckets buckets) {
            this.buckets = buckets;
        }

        void publish(List<EventBatch.Event> events) {
            send(buckets.split(events, List.of(), Map.of(), List.of()));
        }

        void publish(List<EventBatch.Activity> activity, Map<SubjectId, Long> born) {
            send(buckets.split(List.of(), activity, born, List.of()));
        }

        private void send(List<EventBatch> batches) {
            List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
            for (int bucket = 0; bucket < batches.size(); bucket++) {
                if (!Buckets.empty(batches.get(bucket))) {
                    byte[] batch = EventCodec.write(batches.get(bucket));
                    records.add(new ProducerRecord<>(Topics.EVENTS.name(), bucket, String.valueOf(bucket), batch));
                }
            }
            publisher.publish(records);
            meters.counter("beton.batches.published", "topic", Topics.EVENTS.name())
                    .increment(records.size());
        }
    }
}
