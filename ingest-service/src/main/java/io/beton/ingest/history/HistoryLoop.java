package io.beton.ingest.history;

import io.beton.ingest.connection.Connections;
import io.beton.ingest.poll.MatchedHypotheses;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Runs the serving of history requests for as long as the service lives. */
@Startup
@Liveness
@ApplicationScoped
public class HistoryLoop implements HealthCheck {
    /** A long history takes minutes, in which the consumer does not ask for more. */
    private static final Map<String, String> PATIENT =
            Map.of("max.poll.interval.ms", "7200000", "max.poll.records", "1");

    private final Loop loop;

    HistoryLoop(
            KafkaClients kafka,
            DeadLetters deadLetters,
            Connections connections,
            MatchedHypotheses hypotheses,
            PostHogSource source,
            Publisher publisher,
            MeterRegistry meters) {
        loop = Loop.start(
                "history",
                () -> new HistorySession(
                        kafka.consumer("beton-ingest", PATIENT),
                        deadLetters,
                        connections,
                        hypotheses,
                        source,
                        publisher,
                        meters,
                        Clock.systemUTC()));
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
