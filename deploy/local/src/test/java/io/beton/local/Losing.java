package io.beton.local;

import static org.awaitility.Awaitility.await;

import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.servers.TopicLoss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Loses what a running system keeps, and does what its operator does then. */
final class Losing {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final List<String> SERVICES = List.of("ingest", "hypothesis", "backtest", "router");
    private static final List<String> SCHEMAS = List.of("ingest", "hypothesis", "router");

    private final LocalSystem system;
    private final Path state;

    Losing(LocalSystem system, Path state) {
        this.system = system;
        this.state = state;
    }

    void topic(Topics.Topic topic) {
        TopicLoss.of(system.bootstrapServers(), topic.name());
    }

    void broker() {
        system.child("kafka").kill();
        try (Stream<Path> files = Files.walk(state.resolve("kafka"))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        system.startKafka();
        system.awaitServers();
    }

    void schema(String name) {
        on("beton", "drop schema " + name + " cascade");
    }

    /** As when it is lost, but that {@link #bringBack} restores it. */
    void setAside(String schema) {
        on("beton", "alter schema " + schema + " rename to backup");
    }

    void bringBack(String schema) {
        schema(schema);
        on("beton", "alter schema backup rename to " + schema);
    }

    /** While no service runs. */
    void backUp() {
        on("postgres", "drop database if exists backup with (force)");
        on(
                "postgres",
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'beton'",
                "create database backup template beton");
    }

    void restore() {
        on("postgres", "drop database beton with (force)", "create database beton template backup");
    }

    void database() {
        SCHEMAS.forEach(this::schema);
    }

    void stop(String... services) {
        for (String service : services) {
            system.child(service).kill();
        }
    }

    void start(String... services) {
        for (String service : services) {
            system.startService(service);
        }
        for (String service : services) {
            system.awaitService(service);
        }
    }

    void startWhoDoesNotRun() {
        start(SERVICES.stream()
                .filter(service -> !Api.answers(system.uri(service).resolve("/q/health/live")))
                .toArray(String[]::new));
    }

    void stopAll() {
        stop(SERVICES.toArray(String[]::new));
    }

    void startAll() {
        start(SERVICES.toArray(String[]::new));
    }

    /** Until everything that happened by now is on its topic. */
    void untilPolled() {
        Instant now = Instant.now();
        SystemDatabase database = new SystemDatabase(system.jdbcUrl());
        ReadSystem.until(LONGEST, () -> database.cursor().isAfter(now));
    }

    /** Until nothing waits to be said or delivered. */
    void untilTold() {
        ReadSystem.until(
                LONGEST,
                () -> number("select (select count(*) from router.outbox) + (select count(*) from hypothesis.outbox)"
                                + " + (select count(*) from router.delivery where state = 'pending')")
                        == 0);
    }

    /** Where a topic ends, all partitions together. */
    long end(Topics.Topic topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", system.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    void untilGrown(Topics.Topic topic, long beyond) {
        ReadSystem.until(LONGEST, Duration.ofSeconds(1), () -> end(topic) > beyond);
    }

    void send(Topics.Topic topic, String value) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", system.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), 0, "0", value));
        }
    }

    /** Until the topic says that a hypothesis waits, and ingest and router have heard it. */
    void untilNothingIsMatched(Hypothesis hypothesis) {
        ReadSystem.until(
                LONGEST,
                Duration.ofSeconds(1),
                () -> lastSaid(hypothesis)
                        .filter(said -> said.status() == HypothesisState.PAUSED)
                        .isPresent());
    }

    private Optional<Hypothesis> lastSaid(Hypothesis hypothesis) {
        Optional<Hypothesis> last = Optional.empty();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", system.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(Topics.HYPOTHESES.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (record.key().equals(hypothesis.hypothesisId().value())) {
                        last = Optional.of(Json.read(record.value(), Hypothesis.class));
                    }
                }
            }
        }
        return last;
    }

    void giveKey(String connection) {
        Api ingest = new Api(system.uri("ingest"));
        String path = "/api/v1/connections/" + connection;
        await().atMost(LONGEST)
                .until(() -> ingest.find(path)
                        .map(found -> found.path("state").asText())
                        .filter("broken"::equals)
                        .isPresent());
        ingest.patch(path, Map.of("api_key", system.standInKey()));
    }

    void pauseAndResume(Hypothesis hypothesis) {
        Api hypotheses = new Api(system.uri("hypothesis"));
        String path = "/api/v1/hypotheses/" + hypothesis.hypothesisId();
        Map<String, Object> body = Map.of("comment", "events were lost");
        hypotheses.post(path + "/pause", body);
        hypotheses.post(path + "/resume", body);
    }

    private long number(String query) {
        try (Connection sql = DriverManager.getConnection(system.jdbcUrl(), "postgres", "postgres");
                Statement statement = sql.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void on(String database, String... statements) {
        String url = system.jdbcUrl().replace("/beton", "/" + database);
        try (Connection sql = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = sql.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
