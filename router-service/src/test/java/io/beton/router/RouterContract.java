package io.beton.router;

import static org.awaitility.Awaitility.await;

import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Topics;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.SubjectId;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.WithTestResource;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the running router share: the world around it, and eyes on its database and topic. */
@WithTestResource(QuarkusServers.class)
@WithTestResource(IngestStub.class)
public abstract class RouterContract {
    protected static final Duration SOON = Duration.ofSeconds(90);

    @Inject
    protected Publisher publisher;

    @Inject
    protected KafkaClients kafka;

    @Inject
    protected DataSource source;

    protected World world;
    protected Hypothesis hypothesis;

    @BeforeEach
    void worldAndHypothesis() {
        world = new World(publisher);
        hypothesis = World.hypothesis("hyp_" + UUID.randomUUID());
    }

    /** Who is signalled for this test's hypothesis, by the REST list. */
    protected List<String> signalled() {
        return RestAssured.given()
                .queryParam("hypothesis_id", hypothesis.hypothesisId().value())
                .get("/api/v1/signals")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.subject.id");
    }

    protected void awaitSignalled(SubjectId... subjects) {
        List<String> expected = Arrays.stream(subjects).map(SubjectId::value).toList();
        await().atMost(SOON).until(() -> signalled().containsAll(expected));
    }

    /** Of how many subjects a state is kept for a hypothesis, where their rows are so. */
    protected long kept(Hypothesis of, String condition) {
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement("select v.number, r.states"
                        + " from router.subject_row r join router.state_version v on v.home = r.home"
                        + " where v.hypothesis_id = ? and " + condition)) {
            select.setString(1, of.hypothesisId().value());
            long kept = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    kept += holds(row.getBytes(2), row.getInt(1)) ? 1 : 0;
                }
            }
            return kept;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a state of that number is in a row, not just its bytes: those of a length can be the same. */
    private static boolean holds(byte[] states, int number) {
        ByteBuffer in = ByteBuffer.wrap(states);
        in.get();
        while (in.hasRemaining()) {
            if (in.getInt() == number) {
                return true;
            }
            int length = in.getInt();
            in.position(in.position() + (length < 0 ? Long.BYTES - length : length));
        }
        return false;
    }

    /** Waits until everything that is on the consumed topics by now is in the tables. */
    protected void awaitConsumed() {
        await().atMost(SOON).until(() -> {
            for (Map.Entry<TopicPartition, Long> end : ends().entrySet()) {
                long next = number(
                        "select coalesce(max(next_offset), -1) from router.consumed where topic = ? and partition = ?",
                        end.getKey().topic(),
                        end.getKey().partition());
                if (next < end.getValue()) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The records of a topic, of the last partitions and all. */
    protected List<ConsumerRecord<String, byte[]>> all(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = kafka.consumer("test-" + UUID.randomUUID(), Map.of())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(found -> new TopicPartition(topic, found.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    protected long number(String sql, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    protected int update(String sql, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setObject(i + 1, parameters[i]);
            }
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends what waits for a lock with a statement that begins so, as a database that is restarted does; returns how many. */
    protected long died(String statement) {
        return number(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock' and query like ? || '%'",
                statement);
    }

    private Map<TopicPartition, Long> ends() {
        try (KafkaConsumer<String, byte[]> consumer = kafka.consumer("test-" + UUID.randomUUID(), Map.of())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : List.of(Topics.EVENTS.name(), Topics.HISTORY.name())) {
                consumer.partitionsFor(topic)
                        .forEach(found -> partitions.add(new TopicPartition(topic, found.partition())));
            }
            return consumer.endOffsets(partitions);
        }
    }
}
