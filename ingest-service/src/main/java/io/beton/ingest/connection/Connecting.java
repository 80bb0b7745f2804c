package io.beton.ingest.connection;

import io.beton.ingest.posthog.ApiKey;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.ingest.store.ConnectionStore;
import io.beton.ingest.store.ConnectionStore.Stored;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import io.beton.model.match.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes, changes and ends connections. Nothing is stored before PostHog has accepted the key.
 *
 * <p>Reads: PostHog, the table {@code connection}. Writes: the tables {@code connection} and {@code cursor}, the topic
 * connections. On failure: a problem detail says what to do, and nothing is changed.
 */
@ApplicationScoped
class Connecting {
    private final ConnectionStore store;
    private final ConnectionCheck check;
    private final KeySeal seal;
    private final IngestConfig config;
    private final Clock clock;
    private final Event<ConnectionFacts> connected;

    Connecting(
            ConnectionStore store,
            ConnectionCheck check,
            KeySeal seal,
            IngestConfig config,
            Clock clock,
            Event<ConnectionFacts> connected) {
        this.store = store;
        this.check = check;
        this.seal = seal;
        this.config = config;
        this.clock = clock;
        this.connected = connected;
    }

    ConnectionFacts connect(ConnectionRequest request) {
        ConnectionFacts facts = stored(request);
        connected.fire(facts);
        return facts;
    }

    private ConnectionFacts stored(ConnectionRequest request) {
        Duration interval = SyncInterval.read(request.syncEvery(), config.minSyncEvery(), SyncInterval.DEFAULT);
        ConnectionId id = new ConnectionId("con_" + UUID.randomUUID().toString().replace("-", ""));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            Endpoint endpoint = new Endpoint(Endpoint.address(request.host()), request.projectId(), request.apiKey());
            ConnectionCheck.Project project = check.check(endpoint);
            ConnectionFacts facts = new ConnectionFacts(
                    id,
                    request.name(),
                    endpoint.host().toString(),
                    request.projectId(),
                    project.name(),
                    project.timezone(),
                    interval,
                    ConnectionFacts.State.CONNECTED,
                    Optional.empty(),
                    now,
                    request.sampleValues().orElse(true));
            store.add(new Stored(facts, Optional.of(seal.seal(id, request.apiKey()))), Times.micros(now));
            return facts;
        } catch (SourceFailure e) {
            throw ConnectionProblems.refused(e);
        }
    }

    /** A new key is tried first; it mends a broken connection. */
    ConnectionFacts change(ConnectionFacts known, ConnectionChange change) {
        Duration interval = SyncInterval.read(change.syncEvery(), config.minSyncEvery(), known.syncEvery());
        change.apiKey().ifPresent(key -> tryKey(known, key));
        Optional<byte[]> sealed = change.apiKey().map(key -> seal.seal(known.connectionId(), key));
        return store.change(known.connectionId(), stored -> {
                    if (stored.facts().state() == ConnectionFacts.State.DELETED) {
                        throw ConnectionProblems.deleted(known.connectionId().value());
                    }
                    ConnectionFacts renamed = Facts.called(
                            stored.facts(),
                            change.name().orElse(stored.facts().name()),
                            interval,
                            change.sampleValues().orElse(stored.facts().sampleValues()));
                    return sealed.isEmpty()
                            ? new Stored(renamed, stored.sealedKey())
                            : new Stored(Facts.in(renamed, ConnectionFacts.State.CONNECTED, Optional.empty()), sealed);
                })
                .orElseThrow(
                        () -> ConnectionProblems.unknown(known.connectionId().value()))
                .facts();
    }

    /** Forgets the key at once; whoever follows the connections hears that it is gone. */
    void disconnect(ConnectionId id) {
        store.change(
                id,
                stored -> new Stored(
                        Facts.in(
                                stored.facts(),
                                ConnectionFacts.State.DELETED,
                                Optional.of("deleted; its key is forgotten")),
                        Optional.empty()));
        store.forgetRead(id);
    }

    private void tryKey(ConnectionFacts known, ApiKey key) {
        try {
            check.check(new Endpoint(URI.create(known.host()), known.projectId(), key));
        } catch (SourceFailure e) {
            throw ConnectionProblems.refused(e);
        }
    }
}
