package io.beton.ingest.connection;

import io.beton.ingest.store.ConnectionStore;
import io.beton.ingest.store.ConnectionStore.Stored;
import io.beton.kit.secret.Seal;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * At every start seals anew what a former master key sealed, so that this key can go.
 *
 * <p>Reads and writes: the table {@code connection}, a transaction for each row, and with it the topic connections. On
 * failure: a key that cannot be opened makes its connection broken, until a later start can open it or it is given
 * another one.
 */
@ApplicationScoped
class KeyRenewal {
    private static final Logger LOG = Logger.getLogger(KeyRenewal.class);
    private static final String UNREADABLE = "its key cannot be opened";

    private final ConnectionStore store;
    private final KeySeal seal;
    private final MeterRegistry meters;

    KeyRenewal(ConnectionStore store, KeySeal seal, MeterRegistry meters) {
        this.store = store;
        this.seal = seal;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        renewAll();
    }

    void renewAll() {
        int renewed = 0;
        for (Stored stored : store.all()) {
            if (renew(stored.facts().connectionId())
                    .filter(after -> sealedAnew(stored, after))
                    .isPresent()) {
                renewed++;
            }
        }
        meters.counter("beton.secrets.renewed").increment(renewed);
        LOG.infof("keys that a former master key had sealed are sealed anew: count=%d", renewed);
    }

    /** Brings one connection's key in order; the row is locked meanwhile. */
    Optional<Stored> renew(ConnectionId id) {
        return store.change(
                id,
                stored -> stored.sealedKey()
                        .map(closed -> inOrder(stored, closed))
                        .orElse(stored));
    }

    private Stored inOrder(Stored stored, byte[] closed) {
        try {
            Optional<byte[]> renewed = seal.renewed(stored.facts().connectionId(), closed);
            ConnectionFacts facts = wasUnreadable(stored.facts())
                    ? Facts.in(stored.facts(), ConnectionFacts.State.CONNECTED, Optional.empty())
                    : stored.facts();
            return renewed.isEmpty() && facts == stored.facts()
                    ? stored
                    : new Stored(facts, renewed.or(stored::sealedKey));
        } catch (Seal.Unreadable e) {
            return broken(stored, e);
        }
    }

    private static Stored broken(Stored stored, Seal.Unreadable why) {
        if (stored.facts().state() == ConnectionFacts.State.BROKEN) {
            return stored;
        }
        LOG.errorf(
                "connection is broken: connection=%s reason=%s", stored.facts().connectionId(), why.getMessage());
        String reason = UNREADABLE + " with the master keys of this service. Name the one that sealed it in "
                + KeySeal.FORMER_KEYS + " and start again, or PATCH the connection with a working api_key.";
        return new Stored(
                Facts.in(stored.facts(), ConnectionFacts.State.BROKEN, Optional.of(reason)), stored.sealedKey());
    }

    private static boolean wasUnreadable(ConnectionFacts facts) {
        return facts.state() == ConnectionFacts.State.BROKEN
                && facts.reason().orElse("").startsWith(UNREADABLE);
    }

    private static boolean sealedAnew(Stored before, Stored after) {
        return !Arrays.equals(before.sealedKey().orElse(null), after.sealedKey().orElse(null));
    }
}
