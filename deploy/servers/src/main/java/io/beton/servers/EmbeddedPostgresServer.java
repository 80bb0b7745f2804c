package io.beton.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import java.util.List;
import java.util.Map;

/** A real PostgreSQL as a child process, on the loopback address; what it stored stays in its folder. */
public final class EmbeddedPostgresServer implements AutoCloseable {
    static final String DATABASE = "beton";
    static final String OWNER = "postgres";
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;

    private EmbeddedPostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts a server on a port; a server of the same folder that outlived its parent is ended first. */
    public static EmbeddedPostgresServer start(int port, Path folder) {
        return start(port, folder, Map.of());
    }

    /** The same with settings of its own. */
    public static EmbeddedPostgresServer start(int port, Path folder, Map<String, String> settings) {
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            endLeftover(folder);
            Ports.requireFree(port, "postgres");
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(LONGEST_START)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("listen_addresses", "localhost")
                    // the lock of a socket file is held by a dead server as long as nobody asked for its status
                    .setServerConfig("unix_socket_directories", "")
                    // what is committed outlives the death of the server, though not of the machine
                    .setServerConfig("synchronous_commit", "on");
            settings.forEach(builder::setServerConfig);
            EmbeddedPostgres server = builder.start();
            EmbeddedPostgresServer started = new EmbeddedPostgresServer(server);
            started.createDatabase(DATABASE);
            return started;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("[postgres] could not be started in " + folder + ": " + e.getMessage(), e);
        }
    }

    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    /** Makes a database where it does not exist. */
    void createDatabase(String name) throws SQLException {
        createDatabase(jdbcUrl(OWNER), OWNER, OWNER, name);
    }

    static void createDatabase(String url, String user, String password, String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
                if (row.next()) {
                    return;
                }
            }
            statement.execute("create database " + name);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("[postgres] did not end", e);
        }
    }

    /** A killed parent leaves the server running; its first line in postmaster.pid is its process. */
    private static void endLeftover(Path folder) throws IOException {
        Path file = folder.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        List<String> lines = Files.readAllLines(file);
        long pid = Long.parseLong(lines.get(0).trim());
        ProcessHandle.of(pid).filter(EmbeddedPostgresServer::isPostgres).ifPresent(leftover -> {
            System.err.println("postgres: ending process " + pid + ", left over by an earlier run");
            leftover.destroy();
            if (!Gone.within(leftover, LONGEST_START)) {
                throw new IllegalStateException("[postgres] process " + pid + " does not end");
            }
        });
        Files.deleteIfExists(file);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").contains("postgres");
    }
}
