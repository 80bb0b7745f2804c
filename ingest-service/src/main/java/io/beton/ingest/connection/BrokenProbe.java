package io.beton.ingest.connection;

import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.ingest.store.ConnectionStore;
import io.beton.kit.loop.Loops;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Asks PostHog now and then whether a broken connection works again, one replica at a time, and mends it when it does.
 *
 * <p>Reads: PostHog, the table {@code connection}. Writes: its state, and with it the topic connections. On failure: it
 * stays broken, and is asked again when the interval is over.
 */
@ApplicationScoped
class BrokenProbe {
    private static final Logger LOG = Logger.getLogger(BrokenProbe.class);

    private static final Duration REST = Duration.ofSeconds(5);

    private final Connections connections;
    private final ConnectionStore store;
    private final ConnectionCheck check;
    private final ProbeConfig config;
    private final Clock clock;

    BrokenProbe(
            Connections connections, ConnectionStore store, ConnectionCheck check, ProbeConfig config, Clock clock) {
        this.connections = connections;
        this.store = store;
        this.check = check;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Loops loops) {
        loops.every("broken connections", REST, this::look);
    }

    void look() {
        for (ConnectionFacts facts : connections.in(ConnectionFacts.State.BROKEN)) {
            ConnectionId id = facts.connectionId();
            if (store.takeProbe(id, clock.instant(), config.every())) {
                connections.brokenEndpoint(id).ifPresent(endpoint -> probe(id, endpoint));
            }
        }
    }

    private void probe(ConnectionId id, Endpoint endpoint) {
        try {
            check.check(endpoint);
            connections.mended(id, endpoint);
        } catch (SourceFailure e) {
            LOG.infof("connection is still broken: connection=%s reason=%s", id, e.getMessage());
        }
    }
}
