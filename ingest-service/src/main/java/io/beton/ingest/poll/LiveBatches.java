package io.beton.ingest.poll;

import io.beton.kit.kafka.Publisher;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes what a live poll read and the polls before it did not, each subject's part to its own partition.
 *
 * <p>Reads: nothing. Writes: events. On failure: throws, and some of it may have been published; the next poll publishes
 * it again.
 */
@ApplicationScoped
class LiveBatches {
    private final Publisher publisher;
    private final MeterRegistry meters;
    private final Map<Home, PublishedEvents> published = new ConcurrentHashMap<>();

    LiveBatches(Publisher publisher, MeterRegistry meters) {
        this.publisher = publisher;
        this.meters = meters;
    }

    /** For one poll, whose selectors come from these needs of one kind of subject. */
    Writer writer(ConnectionId connection, MatchedHypotheses.Needs needs) {
        Home home = new Home(connection, needs.subject());
        PublishedEvents before = published.get(home);
        return new Writer(
                home,
                needs,
                new Buckets(
                        connection,
                        needs.subject(),
                        needs.hypothesesOffset(),
                        publisher.partitions(Topics.EVENTS.name())),
                before != null && before.areFor(needs.hypotheses())
                        ? before.copy()
                        : new PublishedEvents(needs.hypotheses()));
    }

    /** Forgets what was published of every other connection. */
    void keepOnly(Set<ConnectionId> connected) {
        published.keySet().removeIf(home -> !connected.contains(home.connection));
    }

    private record Home(ConnectionId connection, Subject of) {}

    /** Returns from each call when every record is acknowledged. */
    final class Writer {
        private final Home home;
        private final MatchedHypotheses.Needs needs;
        private final Buckets buckets;
        private final PublishedEvents known;

        private Writer(Home home, MatchedHypotheses.Needs needs, Buckets buckets, PublishedEvents known) {
            this.home = home;
            this.needs = needs;
            this.buckets = buckets;
            this.known = known;
        }

        MatchedHypotheses.Needs needs() {
            return needs;
        }

        /** Publishes those that were not published yet, by uuid. */
        void publish(List<EventBatch.Event> events) {
            List<EventBatch.Event> news = known.add(events);
            meters.counter("beton.events.read").increment(events.size());
            meters.counter("beton.events.repeated").increment(events.size() - news.size());
            send(buckets.split(news, List.of(), Map.of(), List.of()));
        }

        /** Everything that arrived before a time, in microseconds, has been published. */
        void arrivedUntil(long time) {
            send(buckets.each(EventBatch.arrived(home.connection, home.of, needs.hypothesesOffset(), time)));
        }

        /** The cursor has moved: the next poll reads what arrived from this time on, in microseconds. */
        void done(long nextFrom) {
            known.forgetBefore(nextFrom);
            published.put(home, known);
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
