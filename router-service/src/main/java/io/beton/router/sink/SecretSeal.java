package io.beton.router.sink;

import io.beton.kit.secret.Seal;
import io.beton.model.id.SinkId;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Seals secrets of sinks at rest. A master key that is malformed fails the start; one that is missing only whoever needs
 * it.
 */
@Startup
@Singleton
final class SecretSeal {
    static final String HOW_TO_MAKE_A_KEY =
            "set beton.router.master-key to 32 bytes in Base64; `openssl rand -base64 32` makes one";

    private final Optional<Seal> seal;

    SecretSeal(SinkConfig config) {
        List<String> former = config.formerMasterKeys().orElse(List.of());
        this.seal = config.masterKey().map(key -> seal(key, former));
    }

    private static Seal seal(String masterKey, List<String> former) {
        Seal.problem("[secrets] beton.router.master-key", masterKey, former).ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        return new Seal(masterKey, former);
    }

    boolean ready() {
        return seal.isPresent();
    }

    byte[] seal(SinkId sink, String secret) {
        return masterKey().seal(sink.value(), secret);
    }

    /** What {@link #seal} was given; {@link Seal.Unreadable} where the master key or the sink is another one. */
    String open(SinkId sink, byte[] closed) {
        return masterKey().open(sink.value(), closed);
    }

    /** The same secret sealed by the current master key; nothing where it is already. */
    Optional<byte[]> renewed(SinkId sink, byte[] closed) {
        return masterKey().renewed(sink.value(), closed);
    }

    private Seal masterKey() {
        return seal.orElseThrow(() -> new IllegalStateException("[secrets] no master key: " + HOW_TO_MAKE_A_KEY));
    }
}
