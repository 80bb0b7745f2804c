package io.beton.ingest;

import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Claim;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Asks for histories, and waits for their ends. */
abstract class AskedHistory {
    static final int PARTITIONS = Topics.HISTORY.partitions();
    static final Instant AS_OF = Instant.parse("2026-03-31T12:34:56.789012Z");
    static final Instant START = AS_OF.minus(Claims.WINDOW_DAYS, ChronoUnit.DAYS);
    static final String HOSTILE = "it's {v0} 100% \\ \"`ü✓`\" -- /*";

    @Inject
    KafkaClients clients;

    @Inject
    Publisher publisher;

    final String id = "req_" + UUID.randomUUID();
    /** Names of this test's own, so that what other tests captured does not matter. */
    final String own = " " + id;

    History ask(Purpose purpose, Claim claim) {
        return ask(purpose, claim, () -> {});
    }

    History ask(Purpose purpose, Claim claim, Runnable justBefore) {
        String connection = Api.connectedAndRead();
        justBefore.run();
        publish(Claims.request(id, connection, purpose, AS_OF, claim));
        return await(id);
    }

    void publish(HistoryRequest request) {
        publisher.publish(List.of(new ProducerRecord<>(
                Topics.HISTORY_REQUESTS.name(), request.requestId().value(), Json.bytes(request))));
    }

    History await(String request) {
        try (TopicTail tail = new TopicTail(clients, Topics.HISTORY.name())) {
            return History.of(
                    request, tail.until(seen -> History.of(request, seen).ends().size() == PARTITIONS));
        }
    }
}
