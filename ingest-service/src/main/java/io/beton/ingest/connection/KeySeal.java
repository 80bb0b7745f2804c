package io.beton.ingest.connection;

import io.beton.ingest.posthog.ApiKey;
import io.beton.kit.secret.Seal;
import io.beton.model.id.ConnectionId;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Seals API keys at rest, each for its connection; without a master key the service does not start. */
@Startup
@ApplicationScoped
public class KeySeal {
    static final String FORMER_KEYS = "beton.ingest.former-master-keys";

    private final Seal seal;

    KeySeal(IngestConfig config) {
        List<String> former = config.formerMasterKeys().orElse(List.of());
        problem(config.masterKey(), former).ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        this.seal = new Seal(config.masterKey().orElseThrow(), former);
    }

    /** What is wrong with the master keys, and how to make one; nothing where they are right. */
    public static Optional<String> problem(Optional<String> masterKey, List<String> former) {
        return Seal.problem(
                "[keys] beton.ingest.master-key (in the environment BETON_INGEST_MASTER_KEY)",
                masterKey.orElse(""),
                former);
    }

    byte[] seal(ConnectionId connection, ApiKey key) {
        return seal.seal(connection.value(), key.reveal());
    }

    /** The key that {@link #seal} was given; {@link Seal.Unreadable} where the master key or connection is another. */
    ApiKey open(ConnectionId connection, byte[] closed) {
        return new ApiKey(seal.open(connection.value(), closed));
    }

    /** The same key sealed by the current master key; nothing where it is already. */
    Optional<byte[]> renewed(ConnectionId connection, byte[] closed) {
        return seal.renewed(connection.value(), closed);
    }
}
