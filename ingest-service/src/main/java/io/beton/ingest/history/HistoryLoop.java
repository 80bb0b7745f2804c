package io.beton.ingest.history;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.loop.Loop;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Runs the serving of history requests for as long as the service lives. */
@Startup
@Liveness
@ApplicationScoped
public class HistoryLoop implements HealthCheck {
    /** One at a time, for which PostHog's byte budget may keep us waiting; after 6 hours its history is gone anyway. */
    private static final Map<String, String> PATIENT =
            Map.of("max.poll.interval.ms", "21600000", "max.poll.records", "1");

    private final Loop loop;

    HistoryLoop(KafkaClients kafka, DeadLetters deadLetters, HistoryServer server) {
        loop = Loop.start(
                "history", () -> new HistorySession(kafka.consumer("beton-ingest", PATIENT), deadLetters, server));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("history loop").status(loop.alive()).build();
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}
