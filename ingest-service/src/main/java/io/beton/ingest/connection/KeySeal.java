package io.beton.ingest.connection;

import io.beton.ingest.posthog.ApiKey;
import io.beton.kit.secret.Seal;
import io.beton.model.id.ConnectionId;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Seals API keys at rest, each for its connection; without a master key the service does not start. */
@Startup
@ApplicationScoped
public class KeySeal {
    private final Seal seal;

    KeySeal(IngestConfig config) {
        problem(config.masterKey()).ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        this.seal = new Seal(config.masterKey().orElseThrow());
    }

    /** What is wrong with a master key, and how to make one; nothing where it is right. */
    public static Optional<String> problem(Optional<String> masterKey) {
        return masterKey.filter(Seal::isMasterKey).isPresent()
                ? Optional.empty()
                : Optional.of("[keys] beton.ingest.master-key (in the environment BETON_INGEST_MASTER_KEY) must be "
                        + Seal.KEY_BYTES + " bytes in Base64; `openssl rand -base64 32` makes one");
    }

    byte[] seal(ConnectionId connection, ApiKey key) {
        return seal.seal(connection.value(), key.reveal());
    }

    /** The key that {@link #seal} was given; {@link Seal.Unreadable} where the master key or connection is another. */
    ApiKey open(ConnectionId connection, byte[] closed) {
        return new ApiKey(seal.open(connection.value(), closed));
    }
}
