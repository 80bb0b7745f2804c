package io.beton.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The Kafka and PostgreSQL of this JVM's tests: what the environment names, else containers where a Docker engine
 * answers, else embedded. Started once; a server that cannot start fails whoever asked for it.
 */
public final class Servers {
    private static final Path DOCKER_SOCKET = Path.of("/var/run/docker.sock");
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Servers() {}

    /** The broker, with every topic made. */
    public static String bootstrapServers() {
        return Kafka.BOOTSTRAP_SERVERS;
    }

    /** How many partitions that broker has of each topic that is split by subject. */
    public static int partitions() {
        return Kafka.PARTITIONS;
    }

    /** An empty database of its own. */
    public static Database freshDatabase() {
        String name = "test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        try {
            EmbeddedPostgresServer.createDatabase(
                    Postgres.SERVER.url(), Postgres.SERVER.user(), Postgres.SERVER.password(), name);
        } catch (SQLException e) {
            throw new IllegalStateException("[postgres] no database could be made: " + e.getMessage(), e);
        }
        String url = Postgres.SERVER.url();
        return new Database(
                url.substring(0, url.lastIndexOf('/') + 1) + name, Postgres.SERVER.user(), Postgres.SERVER.password());
    }

    /** Where a database is and who may use it. */
    public record Database(String url, String user, String password) {}

    /** Asks only where one could be: looking for an engine in all the places that Testcontainers knows takes seconds. */
    private static boolean dockerAnswers() {
        return (System.getenv("DOCKER_HOST") != null || Files.exists(DOCKER_SOCKET))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    private static Path temporaryFolder(String server) {
        try {
            return Files.createTempDirectory("beton-" + server).resolve("data");
        } catch (IOException e) {
            throw new UncheckedIOException("[" + server + "] no temporary folder", e);
        }
    }

    private static final class Kafka {
        static final String BOOTSTRAP_SERVERS = start();
        static final int PARTITIONS = TopicSetup.partitions(BOOTSTRAP_SERVERS);

        private static String start() {
            Optional<String> running = Optional.ofNullable(System.getenv("KAFKA_BOOTSTRAP_SERVERS"));
            String bootstrapServers = running.orElseGet(() -> dockerAnswers() ? container() : embedded());
            // a broker that others use is left as it is
            TopicSetup.create(bootstrapServers, running.isPresent() ? OptionalInt.empty() : wantedPartitions());
            return bootstrapServers;
        }

        /** Modules whose tests are to run on another number than usual say so in their pom. */
        private static OptionalInt wantedPartitions() {
            Integer wanted = Integer.getInteger("beton.servers.partitions");
            return wanted == null ? OptionalInt.empty() : OptionalInt.of(wanted);
        }

        /** Ended by Testcontainers' own reaper. */
        @SuppressWarnings("resource")
        private static String container() {
            KafkaContainer container = new KafkaContainer("apache/kafka:4.1.1");
            container.start();
            return container.getBootstrapServers();
        }

        private static String embedded() {
            EmbeddedKafka kafka = EmbeddedKafka.start(Ports.free(), temporaryFolder("kafka"));
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
            return kafka.bootstrapServers();
        }
    }

    private static final class Postgres {
        static final Database SERVER = start();

        private static Database start() {
            String url = System.getenv("QUARKUS_DATASOURCE_JDBC_URL");
            if (url != null) {
                return new Database(
                        url,
                        System.getenv("QUARKUS_DATASOURCE_USERNAME"),
                        System.getenv("QUARKUS_DATASOURCE_PASSWORD"));
            }
            return dockerAnswers() ? container() : embedded();
        }

        /** Ended by Testcontainers' own reaper. */
        @SuppressWarnings("resource")
        private static Database container() {
            PostgreSQLContainer container = new PostgreSQLContainer("postgres:16-alpine");
            container.start();
            return new Database(
                    "jdbc:postgresql://" + container.getHost() + ":" + container.getFirstMappedPort() + "/"
                            + container.getDatabaseName(),
                    container.getUsername(),
                    container.getPassword());
        }

        private static Database embedded() {
            EmbeddedPostgresServer server = EmbeddedPostgresServer.start(Ports.free(), temporaryFolder("postgres"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return new Database(server.jdbcUrl(), EmbeddedPostgresServer.OWNER, EmbeddedPostgresServer.OWNER);
        }
    }
}
