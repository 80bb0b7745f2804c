package io.beton.standin.events;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * The DuckDB database behind the stand-in: one writer at a time, any number of readers.
 *
 * <p>A write is one transaction; what was committed survives the death of the process when there is a file.
 */
public final class EventDatabase implements AutoCloseable {
    private final DuckDBConnection root;
    private final ReentrantLock writing = new ReentrantLock();

    private EventDatabase(DuckDBConnection root) {
        this.root = root;
    }

    /** Opens the file, or a database in memory where there is none. */
    public static EventDatabase open(Optional<Path> file) {
        try {
            if (file.isPresent()) {
                Files.createDirectories(file.get().toAbsolutePath().getParent());
            }
            String url = "jdbc:duckdb:" + file.map(Path::toString).orElse("");
            // asked itself: the list of drivers knows only those of the class loader that came first
            DuckDBConnection root =
                    new DuckDBDriver().connect(url, new Properties()).unwrap(DuckDBConnection.class);
            EventDatabase database = new EventDatabase(root);
            database.run(resource("schema.sql"));
            database.run(resource("macros.sql"));
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException("[stand-in] cannot open the event database: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("[stand-in] cannot create the state folder", e);
        }
    }

    /** A connection of its own for reading; the caller closes it. */
    public Connection reader() throws SQLException {
        Connection connection = root.duplicate();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
        }
        return connection;
    }

    /** Runs the work in one transaction while no other writes. */
    void write(Work work) {
        writing.lock();
        try (DuckDBConnection connection = root.duplicate().unwrap(DuckDBConnection.class);
                Statement transaction = connection.createStatement()) {
            // said in SQL: the driver begins a transaction only at a statement, an appender is none
            transaction.execute("BEGIN TRANSACTION");
            try {
                work.run(connection);
                transaction.execute("COMMIT");
            } catch (SQLException | RuntimeException failure) {
                undo(transaction, failure);
                throw failure;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("[stand-in] writing events failed: " + e.getMessage(), e);
        } finally {
            writing.unlock();
        }
    }

    private static void undo(Statement transaction, Exception failure) {
        try {
            transaction.execute("ROLLBACK");
        } catch (SQLException alreadyUndone) {
            failure.addSuppressed(alreadyUndone);
        }
    }

    /** What is done inside one write. */
    @FunctionalInterface
    interface Work {
        void run(DuckDBConnection connection) throws SQLException;
    }

    private void run(String script) throws SQLException {
        try (Statement statement = root.createStatement()) {
            for (String sql : script.split(";\\n")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = EventDatabase.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            root.close();
        } catch (SQLException e) {
            throw new IllegalStateException("[stand-in] cannot close the event database", e);
        } finally {
            writing.unlock();
        }
    }
}
