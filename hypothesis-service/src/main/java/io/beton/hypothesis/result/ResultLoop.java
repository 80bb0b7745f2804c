package io.beton.hypothesis.result;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Listens to the results of backtests for as long as the service lives. */
@Startup
@Liveness
@Singleton
final class ResultLoop implements HealthCheck {
    /** The least that brokers allow by default: after a crash the partitions wait for nobody longer than that. */
    private static final Map<String, String> SOON_TAKEN_OVER =
            Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "2000");

    private final Loop loop;

    ResultLoop(KafkaClients kafka, DeadLetters deadLetters, Results results) {
        loop = Loop.start(
                "results",
                () -> new ResultSession(kafka.consumer("beton-hypothesis", SOON_TAKEN_OVER), deadLetters, results));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("result loop").status(loop.alive()).build();
    }

    /** Before the database and the broker are let go of. */
    void close(@Observes ShutdownEvent ending) {
        loop.close();
    }
}
