package io.beton.hypothesis.store;

import io.beton.kit.outbox.Outbox;
import io.beton.model.Json;
import io.beton.model.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Runs work in one database transaction: all of it happens, announcements included, or nothing. */
@ApplicationScoped
public class Transactions {
    private final DataSource database;
    private final Outbox outbox = new Outbox("hypothesis");

    Transactions(DataSource database) {
        this.database = database;
    }

    public <T> T run(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(new Transaction(connection, outbox));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("[database] " + e.getMessage(), e);
        }
    }

    /** Work that reads and writes; throwing undoes all of it. */
    public interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    /** What can be done within a transaction. */
    public static final class Transaction {
        private final Connection connection;
        private final Outbox outbox;

        Transaction(Connection connection, Outbox outbox) {
            this.connection = connection;
            this.outbox = outbox;
        }

        /** Changes rows and tells how many. */
        public int update(String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = prepared(sql, values)) {
                return statement.executeUpdate();
            }
        }

        /** The rows, each its first column as a document of the type. */
        public <D> List<D> documents(Class<D> type, String sql, Object... values) throws SQLException {
            return rows(row -> Json.read(row.getString(1), type), sql, values);
        }

        public <D> Optional<D> document(Class<D> type, String sql, Object... values) throws SQLException {
            return documents(type, sql, values).stream().findFirst();
        }

        public <R> List<R> rows(RowReader<R> reader, String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = prepared(sql, values);
                    ResultSet row = statement.executeQuery()) {
                List<R> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(reader.read(row));
                }
                return rows;
            }
        }

        /** Has a fact published once the transaction is committed. */
        public void announce(Topics.Topic topic, String key, Object fact) throws SQLException {
            outbox.append(connection, topic.name(), key, Map.of(), Json.bytes(fact));
        }

        private PreparedStatement prepared(String sql, Object... values) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        }
    }

    /** Makes a value of a row. */
    public interface RowReader<R> {
        R read(ResultSet row) throws SQLException;
    }
}
