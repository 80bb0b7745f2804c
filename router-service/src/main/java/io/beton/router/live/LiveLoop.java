package io.beton.router.live;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.loop.Loops;
import io.beton.router.delivery.DeliveryLoop;
import io.beton.router.signal.SignalRelay;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.RangeAssignor;

/** Runs the matcher for as long as the service lives. */
@Startup
@ApplicationScoped
class LiveLoop {
    static final String GROUP = "beton-router";

    LiveLoop(
            Loops loops,
            KafkaClients kafka,
            DeadLetters deadLetters,
            HypothesesView hypotheses,
            WarmUps warmUps,
            Matching matching,
            Steps steps,
            SignalRelay relay,
            DeliveryLoop deliveries,
            MeterRegistry meters,
            LiveConfig config) {
        if (config.threads() < 1) {
            throw new IllegalArgumentException(
                    "[config] beton.router.live.threads must be at least 1, or nothing is matched: "
                            + config.threads());
        }
        for (int thread = 0; thread < config.threads(); thread++) {
            loops.start(
                    "match " + thread,
                    () -> new LiveMatcher(
                            kafka.consumer(GROUP, reading(config)),
                            new Intake(hypotheses, warmUps, deadLetters, steps),
                            matching,
                            meters,
                            () -> {
                                relay.ring();
                                deliveries.ring();
                            }));
        }
    }

    static Map<String, String> reading(LiveConfig config) {
        return Map.of(
                // one instance gets the same partition of both topics
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                RangeAssignor.class.getName(),
                // what does not have the next record any more has lost some: the session begins again and finds out
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                String.valueOf(config.maxPollRecords()),
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                String.valueOf(config.fetchBytes()),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                String.valueOf(config.sessionTimeout().toMillis()),
                // three beats may be lost
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                String.valueOf(config.sessionTimeout().toMillis() / 3));
    }
}
