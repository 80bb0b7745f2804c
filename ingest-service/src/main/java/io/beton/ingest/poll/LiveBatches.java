package io.beton.ingest.poll;

import io.beton.ingest.poll.PublishedStore.Home;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.store.Database;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.id.ConnectionId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes what a pass read and the passes before it did not, each subject's part to its own partition.
 *
 * <p>Reads: the table {@code published}. Writes: events; then, with the cursor, {@code published}. On failure: throws,
 * and some of it may have been published; the next pass publishes it again.
 *
 * <p>Identity of its counters, all counted when a page goes to Kafka: read = published + repeated. An event that is read
 * for two kinds of subject counts as two.
 */
@ApplicationScoped
class LiveBatches {
    private final Publisher publisher;
    private final Database database;
    private final MeterRegistry meters;

    LiveBatches(Publisher publisher, DataSource database, MeterRegistry meters) {
        this.publisher = publisher;
        this.database = new Database(database);
        this.meters = meters;
    }

    /** For one pass, which reads for these needs of one kind of subject each. */
    Writer writer(ConnectionId connection, Pass pass, List<MatchedHypotheses.Needs> kinds) {
        return database.transaction(sql -> {
            List<OfKind> writers = new ArrayList<>();
            for (MatchedHypotheses.Needs needs : kinds) {
                Home home = new Home(connection, pass, needs.subject(), needs.version());
                writers.add(new OfKind(home, needs.hypothesesOffset(), PublishedStore.read(sql, home)));
            }
            return new Writer(writers);
        });
    }

    /** Returns from each call that publishes when every record is acknowledged. */
    final class Writer {
        private final List<OfKind> kinds;

        private Writer(List<OfKind> kinds) {
            this.kinds = List.copyOf(kinds);
        }

        /** What follows is read from the beginning of a range, perhaps again. */
        void beginRange() {
            kinds.forEach(kind -> kind.known.beginPass());
        }

        /** Publishes of a page what was not published yet, by uuid. */
        void publish(List<PageFetcher.Part> page) {
            List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
            int read = 0;
            int published = 0;
            for (PageFetcher.Part part : page) {
                OfKind kind = kinds.get(part.kind());
                List<EventBatch.Event> news = kind.known.add(part.events());
                read += part.events().size();
                published += news.size();
                records.addAll(records(kind.buckets().split(news, part.activity(), part.born(), List.of())));
            }
            meters.counter("beton.events.read").increment(read);
            meters.counter("beton.events.published").increment(published);
            meters.counter("beton.events.repeated").increment(read - published);
            send(records);
        }

        /** Everything that arrived before a time, in microseconds, has been published. */
        void arrivedUntil(long time) {
            send(kinds.stream()
                    .flatMap(kind -> records(kind.buckets()
                                    .each(EventBatch.arrived(
                                            kind.home.connection(), kind.home.of(), kind.hypothesesOffset, time)))
                            .stream())
                    .toList());
        }

        /** Stores what the next pass must not publish again; it reads what arrived from a time in microseconds on. */
        void remember(Connection sql, long from) throws SQLException {
            for (OfKind kind : kinds) {
                PublishedStore.write(sql, kind.home, kind.known, from);
            }
        }
    }

    private void send(List<ProducerRecord<String, byte[]>> records) {
        publisher.publish(records);
        meters.counter("beton.batches.published", "topic", Topics.EVENTS.name()).increment(records.size());
    }

    private static List<ProducerRecord<String, byte[]>> records(List<EventBatch> batches) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int bucket = 0; bucket < batches.size(); bucket++) {
            if (!Buckets.empty(batches.get(bucket))) {
                byte[] batch = EventCodec.write(batches.get(bucket));
                records.add(new ProducerRecord<>(Topics.EVENTS.name(), bucket, String.valueOf(bucket), batch));
            }
        }
        return records;
    }

    private final class OfKind {
        private final Home home;
        private final long hypothesesOffset;
        private final PublishedEvents known;

        private OfKind(Home home, long hypothesesOffset, PublishedEvents known) {
            this.home = home;
            this.hypothesesOffset = hypothesesOffset;
            this.known = known;
        }

        private Buckets buckets() {
            return new Buckets(
                    home.connection(), home.of(), hypothesesOffset, publisher.partitions(Topics.EVENTS.name()));
        }
    }
}
