package io.beton.ingest.poll;

import io.beton.kit.store.StoreFailure;
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
    Taken take(ConnectionId connection) {
        try {
            Connection sql = database.getConnection();
            try {
                sql.setAutoCommit(false);
                return new Taken(connection, sql, locked(connection, sql));
            } catch (SQLException e) {
                sql.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreFailure("[cursor] of " + connection + " could not be taken", e);
        }
    }

    private static OptionalLong locked(ConnectionId connection, Connection sql) throws SQLException {
        try (PreparedStatement select = sql.prepareStatement(
                "select created_at from ingest.cursor where connection = ? for update skip locked")) {
            select.setString(1, connection.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** A cursor that is ours, or nobody's to advance where another replica holds it. */
    static final class Taken implements AutoCloseable {
        private final ConnectionId connection;
        private final Connection sql;
        private final OptionalLong createdAt;

        private Taken(ConnectionId connection, Connection sql, OptionalLong createdAt) {
            this.connection = connection;
            this.sql = sql;
            this.createdAt = createdAt;
        }

        /** Whether the cursor is ours and lies before a time in microseconds. */
        boolean before(long time) {
            return createdAt.isPresent() && createdAt.getAsLong() < time;
        }

        long createdAt() {
            return createdAt.orElseThrow();
        }

        void advance(long to) {
            try (PreparedStatement update =
                    sql.prepareStatement("update ingest.cursor set created_at = ? where connection = ?")) {
                update.setLong(1, to);
                update.setString(2, connection.value());
                update.executeUpdate();
                sql.commit();
            } catch (SQLException e) {
                throw new StoreFailure("[cursor] of " + connection + " could not be advanced", e);
            }
        }

        @Override
        public void close() {
            try (sql) {
                sql.rollback();
            } catch (SQLException e) {
                throw new StoreFailure("[cursor] of " + connection + " could not be given back", e);
            }
        }
    }
}
