package io.beton.hypothesis.watch;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.loop.Loops;
import io.beton.kit.store.Database;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Map;

/** Listens to signals for as long as the service lives. */
@Startup
@Singleton
final class SignalLoop {
    SignalLoop(Loops loops, KafkaClients kafka, DeadLetters deadLetters, FiredStore fired, Database database) {
        loops.start(
                "signals",
                () -> new SignalSession(
                        kafka.consumer("beton-hypothesis-signals", Map.of()), deadLetters, fired, database));
    }
}
