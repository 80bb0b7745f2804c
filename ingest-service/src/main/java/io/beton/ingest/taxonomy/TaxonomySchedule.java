package io.beton.ingest.taxonomy;

import io.beton.ingest.connection.Connections;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.Patience;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.ingest.store.TaxonomyStore;
import io.beton.kit.loop.Loops;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.id.ConnectionId;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Has each connection's taxonomy read when it is made and once a day, by one instance.
 *
 * <p>Reads: PostHog, the table {@code taxonomy}. Writes: the table {@code taxonomy} and the topic taxonomy. On failure:
 * what was known stays, and it is tried again in a minute, or, where it is too much for PostHog, in a day.
 */
@ApplicationScoped
class TaxonomySchedule {
    private static final Logger LOG = Logger.getLogger(TaxonomySchedule.class);
    /** Another instance hears of a connection by its looks; one costs one small row a connection. */
    private static final Duration REST = Duration.ofSeconds(1);

    private static final Duration FRESH = Duration.ofDays(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

    private final Connections connections;
    private final TaxonomyReader reader;
    private final TaxonomyStore store;
    private final Clock clock;
    private final Map<ConnectionId, Instant> restingUntil = new HashMap<>();
    private volatile Runnable lookNow = () -> {};

    TaxonomySchedule(Connections connections, TaxonomyReader reader, TaxonomyStore store, Clock clock) {
        this.connections = connections;
        this.reader = reader;
        this.store = store;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Loops loops) {
        lookNow = loops.every("taxonomy", REST, this::look);
    }

    void connected(@Observes ConnectionFacts anew) {
        lookNow.run();
    }

    void look() {
        for (ConnectionFacts facts : connections.connected()) {
            ConnectionId id = facts.connectionId();
            if (due(id)) {
                store.alone(id, () -> readIfStillDue(facts));
            }
        }
    }

    private void readIfStillDue(ConnectionFacts facts) {
        if (due(facts.connectionId())) {
            readOrLog(facts);
        }
    }

    private boolean due(ConnectionId id) {
        Instant now = clock.instant();
        boolean resting = restingUntil.getOrDefault(id, Instant.MIN).isAfter(now);
        return !resting
                && store.readAt(id)
                        .map(readAt -> readAt.isBefore(now.minus(FRESH)))
                        .orElse(true);
    }

    private void readOrLog(ConnectionFacts facts) {
        ConnectionId id = facts.connectionId();
        try {
            connections.endpoint(id).ifPresent(endpoint -> read(id, endpoint, facts.sampleValues()));
        } catch (RuntimeException e) {
            restingUntil.put(id, clock.instant().plus(PAUSE_AFTER_FAILURE));
            LOG.errorf(e, "taxonomy could not be read: connection=%s", id);
        }
    }

    private void read(ConnectionId id, Endpoint endpoint, boolean sampleValues) {
        try {
            Taxonomy taxonomy = reader.read(id, Reading.of(id, endpoint, Patience.TAXONOMY), sampleValues);
            store.save(taxonomy, sampleValues);
            LOG.infof(
                    "taxonomy read: connection=%s events=%d",
                    id, taxonomy.events().size());
        } catch (SourceFailure e) {
            restingUntil.put(id, clock.instant().plus(pauseAfter(e.kind())));
            LOG.warnf("taxonomy could not be read: connection=%s reason=%s", id, e.getMessage());
            connections.noteFailure(id, endpoint, e);
        }
    }

    /** What was too much once is too much again, and would only cost PostHog its time. */
    static Duration pauseAfter(SourceFailure.Kind failure) {
        return failure == SourceFailure.Kind.TOO_LARGE ? FRESH : PAUSE_AFTER_FAILURE;
    }
}
