package io.beton.ingest.history;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.loop.Loops;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/** Has history requests served for as long as the service lives. */
@ApplicationScoped
class HistoryLoop {
    /**
     * One at a time, for which PostHog's byte budget may keep us waiting; after 6 hours its history is gone anyway. Who is
     * thought dead too soon has it read, and paid, twice.
     */
    private static final Map<String, String> PATIENT =
            Map.of("max.poll.interval.ms", "21600000", "max.poll.records", "1", "session.timeout.ms", "45000");

    void start(
            @Observes StartupEvent event,
            Loops loops,
            KafkaClients kafka,
            DeadLetters deadLetters,
            HistoryServer server) {
        loops.start("history", () -> new HistorySession(kafka.consumer("beton-ingest", PATIENT), deadLetters, server));
    }
}
