package io.beton.ingest.connection;

import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.ingest.store.ConnectionStore;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The connections that can be read, with their keys opened for whoever reads. */
@ApplicationScoped
public class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final ConnectionStore store;
    private final KeySeal seal;

    Connections(ConnectionStore store, KeySeal seal) {
        this.store = store;
        this.seal = seal;
    }

    public List<ConnectionFacts> connected() {
        return store.all().stream()
                .map(ConnectionStore.Stored::facts)
                .filter(facts -> facts.state() == ConnectionFacts.State.CONNECTED)
                .toList();
    }

    /** Where and how to read a connection; nothing where it is unknown, broken or deleted. */
    public Optional<Endpoint> endpoint(ConnectionId id) {
        return store.find(id)
                .filter(stored -> stored.facts().state() == ConnectionFacts.State.CONNECTED)
                .flatMap(stored -> stored.sealedKey()
                        .map(key -> new Endpoint(
                                URI.create(stored.facts().host()),
                                stored.facts().projectId(),
                                seal.open(id, key))));
    }

    /** Marks a connection broken where the failure needs a person; then nothing reads it any more. */
    public void noteFailure(ConnectionId id, SourceFailure failure) {
        if (!failure.kind().breaksConnection()) {
            return;
        }
        store.find(id).ifPresent(stored -> {
            LOG.errorf("connection is broken: connection=%s reason=%s", id, failure.getMessage());
            ConnectionFacts facts = stored.facts();
            store.save(
                    new ConnectionFacts(
                            id,
                            facts.name(),
                            facts.host(),
                            facts.projectId(),
                            facts.projectName(),
                            facts.timezone(),
                            facts.syncEvery(),
                            ConnectionFacts.State.BROKEN,
                            Optional.of(failure.getMessage()),
                            facts.createdAt()),
                    stored.sealedKey(),
                    0);
        });
    }
}
