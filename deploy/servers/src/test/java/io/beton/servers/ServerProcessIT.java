package io.beton.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was acknowledged or committed survives a SIGKILL of the server and a start over the same folder. */
final class ServerProcessIT {
    private static final String TOPIC = Topics.CONNECTIONS.name();

    @TempDir
    private Path folder;

    @Test
    void recordsSurvive() throws IOException, ExecutionException, InterruptedException {
        int port = Ports.free();
        List<String> sent = List.of("one", "two", "three");
        try (ServerProcess killed =
                ServerProcess.start(KafkaMain.class, port, folder).awaitReady()) {
            send(port, sent);
            killed.kill();
        }

        try (ServerProcess again =
                ServerProcess.start(KafkaMain.class, port, folder).awaitReady()) {
            assertThat(again.lines()).contains("kafka ready localhost:" + port);
            assertThat(everything(port, sent.size())).isEqualTo(sent);
        }
    }

    @Test
    void rowsSurviveAndTheOrphanedDatabaseIsEnded() throws IOException, SQLException {
        int port = Ports.free();
        // the data folder is made by the server, which wants it for itself
        Path data = folder.resolve("data");
        try (ServerProcess killed =
                ServerProcess.start(PostgresMain.class, port, data).awaitReady()) {
            execute(port, "create table kept (name text)", "insert into kept values ('first')");
            killed.kill();
        }
        // the killed process leaves its database server behind, which still takes rows
        execute(port, "insert into kept values ('second')");

        try (ServerProcess again =
                ServerProcess.start(PostgresMain.class, port, data).awaitReady()) {
            assertThat(again.lines()).anyMatch(line -> line.startsWith("postgres: ending process"));
            assertThat(names(port)).containsExactly("first", "second");
        }
    }

    @Test
    void rowsSurviveTheDeathOfTheDatabaseItself() throws IOException, SQLException {
        int port = Ports.free();
        Path data = folder.resolve("data");
        try (ServerProcess killed =
                ServerProcess.start(PostgresMain.class, port, data).awaitReady()) {
            execute(port, "create table kept (name text)", "insert into kept values ('first')");
            killDatabase(data);
            killed.kill();
        }

        try (ServerProcess again =
                ServerProcess.start(PostgresMain.class, port, data).awaitReady()) {
            assertThat(again.lines()).noneMatch(line -> line.startsWith("postgres: ending process"));
            assertThat(names(port)).containsExactly("first");
        }
    }

    private static void killDatabase(Path data) throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        // what stands still makes no child that is in no list
        new ProcessBuilder("kill", "-STOP", pid).start().onExit().join();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        assertThat(all).allMatch(process -> Gone.within(process, Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(classes = {KafkaMain.class, PostgresMain.class})
    void aBusyPortIsOneLineAndStatusOne(Class<?> main) throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess process = ServerProcess.start(main, busy.getLocalPort(), folder.resolve("data"))) {
            assertThat(process.awaitEnd()).isEqualTo(1);
            assertThat(process.lines()).hasSize(1).first().asString().contains("port " + busy.getLocalPort());
        }
    }

    private static void send(int port, List<String> values) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", "localhost:" + port, "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value, value)).get();
            }
        }
    }

    private static List<String> everything(int port, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", "localhost:" + port), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, (long) count);
            while (consumer.position(partition) < count) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private static Connection database(int port) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/beton", "postgres", "postgres");
    }

    private static void execute(int port, String... statements) throws SQLException {
        try (Connection connection = database(port);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> names(int port) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = database(port);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select name from kept order by name")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
