package io.beton.ingest.poll;

import io.beton.model.id.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * How far each connection has been read and published.
 *
 * <p>Reads and writes: the table {@code cursor}. On failure: throws; the cursor stays and the same range is read again.
 */
@ApplicationScoped
class CursorStore {
    private final DataSource database;

    CursorStore(DataSource database) {
        this.database = database;
    }

    /** Takes a connection's cursor so that no other replica polls it; closing without {@code advance} leaves it. */
    Taken take(ConnectionId connection) throws SQLException {
        Connection sql = database.getConnection();
        try {
            sql.setAutoCommit(false);
            try (PreparedStatement select = sql.prepareStatement(
                    "select created_at from ingest.cursor where connection = ? for update skip locked")) {
                select.setString(1, connection.value());
                try (ResultSet row = select.executeQuery()) {
                    OptionalLong at = row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
                    return new Taken(connection, sql, at);
                }
            }
        } catch (SQLException e) {
            sql.close();
            throw e;
        }
    }

    /** @param createdAt the cursor in microseconds; nothing where another replica holds it */
    record Taken(ConnectionId connection, Connection sql, OptionalLong createdAt) implements AutoCloseable {
        void advance(long createdAt) throws SQLException {
            try (PreparedStatement update =
                    sql.prepareStatement("update ingest.cursor set created_at = ? where connection = ?")) {
                update.setLong(1, createdAt);
                update.setString(2, connection.value());
                update.executeUpdate();
            }
            sql.commit();
        }

        @Override
        public void close() throws SQLException {
            try (sql) {
                sql.rollback();
            }
        }
    }
}
