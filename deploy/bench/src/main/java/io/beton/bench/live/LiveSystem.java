package io.beton.bench.live;

import io.beton.bench.BenchKafka;
import io.beton.bench.Seconds;
import io.beton.bench.ServiceProcess;
import io.beton.model.Topics;
import io.beton.servers.EmbeddedPostgresServer;
import io.beton.servers.KafkaMain;
import io.beton.servers.Ports;
import io.beton.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Router, broker and PostgreSQL, each a process; what PostgreSQL commits is on the disk. */
final class LiveSystem implements AutoCloseable {
    /** The default collector's threads take more of two cores. */
    private static final List<String> ROUTER = List.of("-Xmx2g", "-XX:+UseParallelGC");

    private static final String BROKER_HEAP = "-Xmx1g";
    private static final int LOOK_EVERY_MILLIS = 20;
    /** On how many partitions somebody is due, an hour's lateness allowed for. */
    private static final String DUE = "select count(*) from router.arrived a where exists (select 1"
            + " from router.subject_row r where r.home = (select min(home) from router.state_home)"
            + " and r.partition = a.partition and r.due <= a.until - 3600000000)";

    private final Process broker;
    private final EmbeddedPostgresServer postgres;
    private final Path folder;
    private final BenchKafka kafka;
    private final Connection database;
    private final ServiceProcess router;

    LiveSystem() throws IOException, SQLException {
        folder = Files.createTempDirectory("beton-bench-live");
        int port = Ports.free();
        broker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        BROKER_HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaMain.class.getName(),
                        "--port",
                        String.valueOf(port),
                        "--data",
                        folder.resolve("kafka").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("kafka.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::destroyForcibly));
        while (!Files.readString(folder.resolve("kafka.log")).contains("kafka ready")) {
            Seconds.pause(LOOK_EVERY_MILLIS);
        }
        postgres = EmbeddedPostgresServer.start(
                Ports.free(),
                folder.resolve("postgres"),
                Map.of("fsync", "on", "synchronous_commit", "on", "shared_buffers", "1GB", "max_wal_size", "4GB"));
        Servers.Database where = new Servers.Database(postgres.jdbcUrl(), "postgres", "postgres");
        database = DriverManager.getConnection(where.url(), where.user(), where.password());
        String address = "localhost:" + port;
        kafka = new BenchKafka(address);
        router = ServiceProcess.start(
                "router-service",
                ROUTER,
                address,
                where,
                Map.of("BETON_ROUTER_ALLOW_HTTP", "true", "BETON_ROUTER_ALLOWED_HOSTS", "localhost"));
    }

    BenchKafka kafka() {
        return kafka;
    }

    ServiceProcess router() {
        return router;
    }

    /**
     * Waits until everything that is on the consumed topics is in the tables, nobody is due any more whose time has passed,
     * and every signal is on its topic.
     */
    void awaitDone() {
        Map<TopicPartition, Long> ends = ends(List.of(Topics.EVENTS, Topics.HISTORY));
        router.await(() -> ends.entrySet().stream()
                .allMatch(end -> end.getValue() == 0
                        || number("select coalesce(max(next_offset), 0) from router.consumed where topic = '"
                                        + end.getKey().topic() + "' and partition = "
                                        + end.getKey().partition())
                                >= end.getValue()));
        router.await(() -> number(DUE) == 0);
        router.await(() -> number("select count(*) from (select 1 from router.outbox limit 1) one") == 0);
    }

    Map<TopicPartition, Long> ends(List<Topics.Topic> topics) {
        try (KafkaConsumer<String, byte[]> consumer = kafka.consumer()) {
            return consumer.endOffsets(topics.stream()
                    .flatMap(topic -> IntStream.range(0, topic.partitions())
                            .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                    .collect(Collectors.toList()));
        }
    }

    long number(String sql) {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("[bench] " + e.getMessage(), e);
        }
    }

    void execute(String sql) {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("[bench] " + e.getMessage(), e);
        }
    }

    ProcessorTime processorTime() throws IOException {
        String master =
                Files.readAllLines(folder.resolve("postgres/postmaster.pid")).get(0);
        return ProcessorTime.of(
                router.handle(),
                broker.toHandle(),
                ProcessHandle.of(Long.parseLong(master.trim())).orElseThrow());
    }

    @Override
    public void close() {
        router.close();
        postgres.close();
        broker.destroy();
    }
}
