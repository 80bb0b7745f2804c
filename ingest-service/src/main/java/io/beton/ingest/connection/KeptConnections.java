package io.beton.ingest.connection;

import io.beton.ingest.store.ConnectionStore;
import io.beton.ingest.store.ConnectionStore.Stored;
import io.beton.kit.kafka.TopicFollowers;
import io.beton.kit.loop.Loops;
import io.beton.kit.outbox.TopicKeeper;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.match.Times;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps the topic of connections whole, and takes back connections that only the topic knows any more.
 *
 * <p>Reads: connections, the table {@code connection}. Writes: {@code connection} and {@code cursor}, and by the outbox
 * connections. On failure: compares again.
 */
@Startup
@Singleton
final class KeptConnections implements TopicKeeper.Facts<ConnectionFacts> {
    private static final Logger LOG = Logger.getLogger(KeptConnections.class);
    /** How far back one that was lost is read again; nobody knows how far it was, and whoever matches drops repeats. */
    private static final Duration READ_AGAIN = Duration.ofDays(3);

    private final ConnectionStore store;
    private final Clock clock;

    KeptConnections(ConnectionStore store, TopicFollowers followers, Loops loops, Clock clock) {
        this.store = store;
        this.clock = clock;
        TopicKeeper.start(
                followers, loops, Topics.CONNECTIONS.name(), bytes -> Json.read(bytes, ConnectionFacts.class), this);
    }

    @Override
    public Map<String, ConnectionFacts> kept() {
        return store.all().stream()
                .map(Stored::facts)
                .collect(Collectors.toMap(facts -> facts.connectionId().value(), facts -> facts));
    }

    @Override
    public void sayAgain(Collection<String> keys) {
        store.sayAgain(keys);
    }

    /** Its hypotheses name it, so it is taken back under its id; its key is lost. */
    @Override
    public void unknown(Map<String, ConnectionFacts> said) {
        for (ConnectionFacts facts : said.values()) {
            if (facts.state() != ConnectionFacts.State.DELETED) {
                LOG.errorf(
                        "connection is not in the database and is taken back as broken, for its key is lost:"
                                + " connection=%s",
                        facts.connectionId());
                String reason = "the database has lost it, and its key: PATCH the connection with a working api_key";
                store.add(
                        new Stored(
                                Facts.in(facts, ConnectionFacts.State.BROKEN, Optional.of(reason)), Optional.empty()),
                        Times.micros(readAgainFrom(facts)));
            }
        }
    }

    private Instant readAgainFrom(ConnectionFacts facts) {
        Instant from = clock.instant().minus(READ_AGAIN);
        return facts.createdAt().isAfter(from) ? facts.createdAt() : from;
    }
}
