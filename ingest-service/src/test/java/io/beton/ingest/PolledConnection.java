package io.beton.ingest;

import static org.awaitility.Awaitility.await;

import io.beton.ingest.poll.MatchedHypotheses;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.Selector;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A connection that is polled when a test asks, and what that publishes. */
abstract class PolledConnection {
    static final int PARTITIONS = Topics.EVENTS.partitions();

    @Inject
    KafkaClients clients;

    @Inject
    Publisher publisher;

    @Inject
    DataSource database;

    @Inject
    MatchedHypotheses heard;

    final String own = " " + UUID.randomUUID();
    final Selector invited = Selector.of("invited" + own);
    TopicTail tail;
    String connection;

    @BeforeEach
    void connect() throws SQLException {
        tail = new TopicTail(clients, Topics.EVENTS.name());
        connection = connectedAndPolled();
    }

    @AfterEach
    void close() {
        tail.close();
        Api.delete(connection);
    }

    String connectedAndPolled() {
        String id = Api.connected();
        awaitFirstPasses(id);
        return id;
    }

    /** Its taxonomy is read, its first poll and its first deep pass are over: none of them meets what a test does. */
    void awaitFirstPasses(String id) {
        Api.taxonomy(id);
        await().atMost(TopicTail.PATIENCE).until(() -> polledAt("cursor", id) > 0 && polledAt("deep_cursor", id) > 0);
    }

    /** Published, and heard by the poller. */
    void live(Claim claim) {
        publish(Claims.live("hyp" + own.trim(), connection, claim));
    }

    void publish(Hypothesis hypothesis) {
        publisher.publish(List.of(new ProducerRecord<>(
                Topics.HYPOTHESES.name(), hypothesis.hypothesisId().value(), Json.bytes(hypothesis))));
        heard.awaitHeard();
    }

    /** Polls once, and waits until that is noted beside the cursor. */
    void poll() throws SQLException {
        long before = polledAt();
        Api.post("/" + connection + "/sync");
        await().atMost(TopicTail.PATIENCE).until(() -> polledAt() > before);
    }

    long cursor() throws SQLException {
        return number("created_at", "cursor", connection);
    }

    /** When the last poll began that came to its end, in microseconds; 0 before the first. */
    private long polledAt() throws SQLException {
        return polledAt("cursor", connection);
    }

    private long polledAt(String table, String id) throws SQLException {
        return number("coalesce((extract(epoch from polled_at) * 1000000)::bigint, 0)", table, id);
    }

    private long number(String column, String table, String id) throws SQLException {
        try (Connection sql = database.getConnection();
                Statement statement = sql.createStatement();
                ResultSet row = statement.executeQuery(
                        "select " + column + " from ingest." + table + " where connection = '" + id + "'")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    void execute(String statement) throws SQLException {
        try (Connection sql = database.getConnection();
                Statement prepared = sql.createStatement()) {
            prepared.execute(statement);
        }
    }

    List<EventBatch> batches(List<ConsumerRecord<String, byte[]>> seen) {
        return seen.stream()
                .map(record -> EventCodec.readBatch(record.value()))
                .filter(batch -> batch.connectionId().value().equals(connection))
                .toList();
    }

    /** In their order on the topic, as often as they stand there. */
    List<UUID> published(List<ConsumerRecord<String, byte[]>> seen) {
        return batches(seen).stream()
                .flatMap(batch -> batch.events().stream())
                .map(EventBatch.Event::uuid)
                .toList();
    }

    Set<UUID> uuids(List<ConsumerRecord<String, byte[]>> seen) {
        return batches(seen).stream()
                .flatMap(batch -> batch.events().stream())
                .map(EventBatch.Event::uuid)
                .collect(Collectors.toSet());
    }
}
