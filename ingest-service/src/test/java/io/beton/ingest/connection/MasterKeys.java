package io.beton.ingest.connection;

import io.beton.ingest.store.ConnectionStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The service as it would start with other master keys. */
public final class MasterKeys {
    private record Config(Optional<String> masterKey, Optional<List<String>> formerMasterKeys, Duration minSyncEvery)
            implements IngestConfig {}

    private MasterKeys() {}

    /** A master key whose bytes are all alike. */
    public static String of(int filler) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filler);
        return Base64.getEncoder().encodeToString(bytes);
    }

    static KeySeal seal(String current, List<String> former) {
        return new KeySeal(new Config(Optional.of(current), Optional.of(former), Duration.ZERO));
    }

    /** Starts, which seals anew; returns how many keys were, and what the started service reads connections with. */
    public static Started start(ConnectionStore store, String current, List<String> former) {
        KeySeal seal = seal(current, former);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        KeyRenewal renewal = new KeyRenewal(store, seal, meters);
        renewal.renewAll();
        return new Started(
                meters.counter("beton.secrets.renewed").count(),
                new Connections(store, seal, renewal, Clock.systemUTC()));
    }

    public record Started(double renewed, Connections connections) {}
}
