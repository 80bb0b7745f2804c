package io.beton.hypothesis.result;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.loop.Loops;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Map;

/** Listens to the results of backtests for as long as the service lives. */
@Startup
@Singleton
final class ResultLoop {
    /** The least that brokers allow by default: after a crash the partitions wait for nobody longer than that. */
    private static final Map<String, String> SOON_TAKEN_OVER =
            Map.of("session.timeout.ms", "6000", "heartbeat.interval.ms", "2000");

    ResultLoop(Loops loops, KafkaClients kafka, DeadLetters deadLetters, Results results) {
        loops.start(
                "results",
                () -> new ResultSession(kafka.consumer("beton-hypothesis", SOON_TAKEN_OVER), deadLetters, results));
    }
}
