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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** Routers, broker and PostgreSQL, each a process; what PostgreSQL commits is on the disk. */
final class LiveSystem implements AutoCloseable {
    private static final String GROUP = "beton-router";
    /** That match, of each router. */
    private static final int THREADS = 2;

    private static final String BROKER_HEAP = "-Xmx1g";
    private static final long PAGE_BYTES = 4096;
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
    private final Servers.Database where;
    private final String address;
    private final List<ServiceProcess> routers = new ArrayList<>();

    /** Without a router; @param partitions of the topics that are split by subject */
    LiveSystem(int partitions) throws IOException, SQLException {
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
                        folder.resolve("kafka").toString(),
                        "--partitions",
                        String.valueOf(partitions))
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
        where = new Servers.Database(postgres.jdbcUrl(), "postgres", "postgres");
        database = DriverManager.getConnection(where.url(), where.user(), where.password());
        address = "localhost:" + port;
        kafka = new BenchKafka(address);
    }

    /** Has so many routers share the partitions, in place of those that did. */
    void routers(int count, List<String> options) throws IOException {
        routers.forEach(ServiceProcess::close);
        routers.clear();
        for (int router = 0; router < count; router++) {
            routers.add(ServiceProcess.start(
                    "router-service",
                    options,
                    address,
                    where,
                    Map.of("BETON_ROUTER_ALLOW_HTTP", "true", "BETON_ROUTER_ALLOWED_HOSTS", "localhost")));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            router().await(() -> members(admin) == count * THREADS);
        }
    }

    /** How many threads share the partitions; none while they are being shared out. */
    private static int members(Admin admin) {
        try {
            ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(GROUP))
                    .describedGroups()
                    .get(GROUP)
                    .get();
            return group.groupState() == GroupState.STABLE ? group.members().size() : 0;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("[bench] " + e.getMessage(), e);
        }
    }

    BenchKafka kafka() {
        return kafka;
    }

    /** The first of them. */
    ServiceProcess router() {
        return routers.get(0);
    }

    /** The sum over the routers of all lines of a metric that start so. */
    double metric(String start) {
        return routers.stream().mapToDouble(router -> router.metric(start)).sum();
    }

    /** Where the matching threads of all routers have spent their time, in seconds. */
    Map<String, Double> steps() {
        Map<String, Double> steps = new LinkedHashMap<>();
        for (String step :
                List.of("decode", "wait", "offsets", "load", "judge", "save", "signals", "warm_up", "commit")) {
            steps.put(step, metric("beton_live_step_seconds_sum{step=\"" + step + "\""));
        }
        return steps;
    }

    /** What is kept of subjects, vacuumed. */
    State state() {
        execute("vacuum analyze router.subject_row");
        long table = number("select pg_table_size('router.subject_row')");
        return new State(
                number("select count(*) from router.subject_row"),
                table,
                number("select pg_total_relation_size('router.subject_row')") - table);
    }

    /** A row is a subject. */
    record State(long rows, long tableBytes, long indexBytes) {
        @Override
        public String toString() {
            return String.format(
                    "state: %,d rows; %.0f bytes a subject in the table, %.0f in its indexes",
                    rows, (double) tableBytes / rows, (double) indexBytes / rows);
        }
    }

    /** How many bytes the segments of a topic are on the broker's disk. */
    long bytesOf(Topics.Topic topic) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("kafka"))) {
            return files.filter(file -> file.toString().endsWith(".log")
                            && file.getParent().getFileName().toString().startsWith(topic.name() + "-"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Publishes sessions as ingest does, in polls of an hour, and waits until everything has come of them. */
    void take(Sessions sessions) {
        new Polls(sessions, Duration.ofHours(1)).publish(kafka.publisher());
        awaitDone();
    }

    /**
     * Waits until everything that is on the consumed topics is in the tables, nobody is due any more whose time has passed,
     * and every signal is on its topic.
     */
    void awaitDone() {
        Map<TopicPartition, Long> ends = ends(List.of(Topics.EVENTS, Topics.HISTORY));
        router().await(() -> ends.entrySet().stream()
                .allMatch(end -> end.getValue() == 0
                        || number("select coalesce(max(next_offset), 0) from router.consumed where topic = '"
                                        + end.getKey().topic() + "' and partition = "
                                        + end.getKey().partition())
                                >= end.getValue()));
        router().await(() -> number(DUE) == 0);
        router().await(() -> number("select count(*) from (select 1 from router.outbox limit 1) one") == 0);
    }

    Map<TopicPartition, Long> ends(List<Topics.Topic> topics) {
        try (KafkaConsumer<String, byte[]> consumer = kafka.consumer()) {
            return consumer.endOffsets(topics.stream()
                    .flatMap(topic -> IntStream.range(0, kafka.publisher().partitions(topic.name()))
                            .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                    .collect(Collectors.toList()));
        }
    }

    /** Memory of a router, the mean of all, as Linux counts what is resident. */
    long residentBytes() throws IOException {
        long pages = 0;
        for (ServiceProcess router : routers) {
            String file = Files.readString(Path.of("/proc/" + router.handle().pid() + "/statm"));
            pages += Long.parseLong(file.split(" ")[1]);
        }
        return pages * PAGE_BYTES / routers.size();
    }

    Servers.Database where() {
        return where;
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
                routers.stream().map(ServiceProcess::handle).toList(),
                broker.toHandle(),
                ProcessHandle.of(Long.parseLong(master.trim())).orElseThrow());
    }

    @Override
    public void close() {
        routers.forEach(ServiceProcess::close);
        postgres.close();
        broker.destroy();
    }
}
