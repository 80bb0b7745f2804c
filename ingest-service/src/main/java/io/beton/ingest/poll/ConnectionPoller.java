package io.beton.ingest.poll;

import io.beton.ingest.connection.Connections;
import io.beton.ingest.posthog.ActivityQuery;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.EventQuery;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.ConnectionId;
import io.beton.model.match.Times;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One live poll of one connection: what became visible since the cursor, for the hypotheses that are matched.
 *
 * <p>Reads: PostHog, hypotheses, the table {@code cursor}. Writes: events, then the cursor. On failure: the cursor stays
 * and the next poll reads the same range again; whoever matches drops repeats by uuid.
 */
@ApplicationScoped
class ConnectionPoller {
    private static final String NAME = "beton_poll";
    private static final Clock CLOCK = Clock.systemUTC();

    private final Connections connections;
    private final PostHogSource source;
    private final MatchedHypotheses hypotheses;
    private final CursorStore cursors;
    private final Publisher publisher;
    private final PollConfig config;
    private final MeterRegistry meters;

    ConnectionPoller(
            Connections connections,
            PostHogSource source,
            MatchedHypotheses hypotheses,
            CursorStore cursors,
            Publisher publisher,
            PollConfig config,
            MeterRegistry meters) {
        this.connections = connections;
        this.source = source;
        this.hypotheses = hypotheses;
        this.cursors = cursors;
        this.publisher = publisher;
        this.config = config;
        this.meters = meters;
    }

    /** Fetch, publish, await every acknowledgement, advance the cursor. */
    void poll(ConnectionId connection) throws SQLException {
        Optional<Endpoint> endpoint = connections.endpoint(connection);
        try (CursorStore.Taken cursor = cursors.take(connection)) {
            long to = Times.micros(CLOCK.instant().minus(config.settle()));
            if (endpoint.isEmpty()
                    || cursor.createdAt().isEmpty()
                    || cursor.createdAt().getAsLong() >= to) {
                return;
            }
            MatchedHypotheses.Needs needs = hypotheses.of(connection);
            if (!needs.claims().isEmpty()) {
                long from = cursor.createdAt().getAsLong() - config.overlap().toNanos() / 1000;
                read(connection, endpoint.get(), needs, from, to);
            }
            cursor.advance(to);
        }
    }

    private void read(ConnectionId connection, Endpoint endpoint, MatchedHypotheses.Needs needs, long from, long to) {
        Buckets buckets = new Buckets(connection, needs.hypothesesOffset(), publisher.partitions(Topics.EVENTS.name()));
        long notBefore = from - config.lookback().toNanos() / 1000;
        if (needs.claims().stream().anyMatch(Claim::anchoredAtFirstSeen)) {
            readActivity(connection, endpoint, buckets, from, to, notBefore);
        }
        List<Selector> selectors = needs.claims().stream()
                .flatMap(claim -> claim.firingSelectors().stream())
                .distinct()
                .toList();
        EventQuery query = new EventQuery(NAME, selectors, "created_at", from, to, notBefore, config.pageSize());
        Optional<EventQuery.Position> after = Optional.empty();
        do {
            EventQuery.Page page = query.read(source.query(Optional.of(connection), endpoint, query.page(after)));
            publish(buckets.split(page.events(), List.of(), Map.of(), List.of()));
            meters.counter("beton.events.read").increment(page.events().size());
            after = page.next();
        } while (after.isPresent());
    }

    /** Before the events, so that a first event never waits for its anchor; halved until the answer is not cut. */
    private void readActivity(
            ConnectionId connection, Endpoint endpoint, Buckets buckets, long from, long to, long notBefore) {
        ActivityQuery query = new ActivityQuery(NAME + "_activity", "created_at", from, to, notBefore);
        var answer = source.query(Optional.of(connection), endpoint, query.query());
        if (query.cut(answer) && to - from > 1) {
            long middle = from + (to - from) / 2;
            readActivity(connection, endpoint, buckets, from, middle, notBefore);
            readActivity(connection, endpoint, buckets, middle, to, notBefore);
            return;
        }
        ActivityQuery.Active active = query.read(answer);
        publish(buckets.split(List.of(), active.activity(), active.born(), List.of()));
    }

    private void publish(List<EventBatch> batches) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int bucket = 0; bucket < batches.size(); bucket++) {
            if (!Buckets.empty(batches.get(bucket))) {
                records.add(new ProducerRecord<>(
                        Topics.EVENTS.name(), bucket, String.valueOf(bucket), EventCodec.write(batches.get(bucket))));
            }
        }
        publisher.publish(records);
        meters.counter("beton.batches.published", "topic", Topics.EVENTS.name()).increment(records.size());
    }
}
