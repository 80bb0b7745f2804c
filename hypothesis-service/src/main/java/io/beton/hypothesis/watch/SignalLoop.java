package io.beton.hypothesis.watch;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.loop.Loop;
import io.beton.kit.store.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Listens to signals for as long as the service lives. */
@Startup
@Liveness
@Singleton
final class SignalLoop implements HealthCheck {
    private final Loop loop;

    SignalLoop(KafkaClients kafka, DeadLetters deadLetters, FiredStore fired, Database database) {
        loop = Loop.start(
                "signals",
                () -> new SignalSession(
                        kafka.consumer("beton-hypothesis-signals", Map.of()), deadLetters, fired, database));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("signal loop").status(loop.alive()).build();
    }

    /** Before the database and the broker are let go of. */
    void close(@Observes ShutdownEvent ending) {
        loop.close();
    }
}
