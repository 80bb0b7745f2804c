package io.beton.router.sink;

import io.beton.kit.secret.Seal;
import io.beton.kit.store.Database;
import io.beton.model.id.SinkId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * At every start seals anew what a former master key sealed, so that this key can go.
 *
 * <p>Reads and writes: the table {@code sink}, a transaction for each row. On failure: a secret that cannot be opened
 * stays as it is and is told; what is due to its sink is tried again until it is exhausted.
 */
@Singleton
final class SecretRenewal {
    private static final Logger LOG = Logger.getLogger(SecretRenewal.class);

    private final Database database;
    private final SealedStore sealed;
    private final SecretSeal seal;
    private final MeterRegistry meters;

    SecretRenewal(Database database, SealedStore sealed, SecretSeal seal, MeterRegistry meters) {
        this.database = database;
        this.sealed = sealed;
        this.seal = seal;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        renewAll();
    }

    void renewAll() {
        List<SinkId> signing = database.transaction(sealed::signing);
        if (!signing.isEmpty() && !seal.ready()) {
            LOG.errorf("secrets of %d sinks cannot be opened: %s", signing.size(), SecretSeal.HOW_TO_MAKE_A_KEY);
            return;
        }
        long renewed = signing.stream().filter(this::renew).count();
        meters.counter("beton.secrets.renewed").increment(renewed);
        LOG.infof("secrets that a former master key had sealed are sealed anew: count=%d", renewed);
    }

    private boolean renew(SinkId sink) {
        try {
            return database.transaction(connection -> sealed.renew(connection, sink));
        } catch (Seal.Unreadable e) {
            LOG.errorf(
                    "secret cannot be opened; name the master key that sealed it in beton.router.former-master-keys:"
                            + " sink=%s reason=%s",
                    sink, e.getMessage());
            return false;
        }
    }
}
