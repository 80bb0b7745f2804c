package io.beton.ingest.connection;

import io.beton.ingest.posthog.ConnectedCheck;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.ingest.store.ConnectionStore;
import io.beton.ingest.store.ConnectionStore.Stored;
import io.beton.kit.secret.Seal;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The connections that can be read, with their keys opened for whoever reads.
 *
 * <p>Reads: the table {@code connection}. Writes: its state where the source says that it is broken or works again,
 * and with it the topic connections. On failure: throws; nothing is changed.
 */
@ApplicationScoped
public class Connections implements ConnectedCheck {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final ConnectionStore store;
    private final KeySeal seal;
    private final KeyRenewal renewal;
    private final Clock clock;

    Connections(ConnectionStore store, KeySeal seal, KeyRenewal renewal, Clock clock) {
        this.store = store;
        this.seal = seal;
        this.renewal = renewal;
        this.clock = clock;
    }

    public List<ConnectionFacts> connected() {
        return in(ConnectionFacts.State.CONNECTED);
    }

    List<ConnectionFacts> in(ConnectionFacts.State state) {
        return store.all().stream()
                .map(Stored::facts)
                .filter(facts -> facts.state() == state)
                .toList();
    }

    @Override
    public boolean connected(ConnectionId id) {
        return found(id, ConnectionFacts.State.CONNECTED).isPresent();
    }

    /** Where and how to read a connection; nothing where it is unknown, broken or deleted, or breaks since its key does not open. */
    public Optional<Endpoint> endpoint(ConnectionId id) {
        Optional<Stored> connected = found(id, ConnectionFacts.State.CONNECTED);
        Optional<Endpoint> opened = connected.flatMap(this::opened);
        if (connected.isPresent() && opened.isEmpty()) {
            renewal.renew(id);
        }
        return opened;
    }

    /** The same of one that is broken, to see whether it works again. */
    Optional<Endpoint> brokenEndpoint(ConnectionId id) {
        return found(id, ConnectionFacts.State.BROKEN).flatMap(this::opened);
    }

    /** Marks a connection broken where the failure needs a person, unless another key took its place meanwhile. */
    public void noteFailure(ConnectionId id, Endpoint used, SourceFailure failure) {
        if (!failure.kind().breaksConnection()) {
            return;
        }
        // the request that failed was a look whether it works
        store.takeProbe(id, clock.instant(), Duration.ZERO);
        moved(
                id,
                used,
                ConnectionFacts.State.CONNECTED,
                ConnectionFacts.State.BROKEN,
                Optional.of(failure.explained()));
    }

    /** PostHog takes the key again. */
    void mended(ConnectionId id, Endpoint used) {
        moved(id, used, ConnectionFacts.State.BROKEN, ConnectionFacts.State.CONNECTED, Optional.empty());
    }

    private void moved(
            ConnectionId id,
            Endpoint used,
            ConnectionFacts.State from,
            ConnectionFacts.State to,
            Optional<String> reason) {
        store.change(id, stored -> {
            boolean same = stored.facts().state() == from && opened(stored).equals(Optional.of(used));
            if (!same) {
                return stored;
            }
            LOG.warnf("connection is %s: connection=%s reason=%s", to, id, reason.orElse("it works again"));
            return new Stored(Facts.in(stored.facts(), to, reason), stored.sealedKey());
        });
    }

    private Optional<Stored> found(ConnectionId id, ConnectionFacts.State state) {
        return store.find(id).filter(stored -> stored.facts().state() == state);
    }

    /** Nothing where there is no key, or one that does not open. */
    private Optional<Endpoint> opened(Stored stored) {
        ConnectionFacts facts = stored.facts();
        try {
            return stored.sealedKey()
                    .map(key -> new Endpoint(
                            URI.create(facts.host()), facts.projectId(), seal.open(facts.connectionId(), key)));
        } catch (Seal.Unreadable e) {
            return Optional.empty();
        }
    }
}
