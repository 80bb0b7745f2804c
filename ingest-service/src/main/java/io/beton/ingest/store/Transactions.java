package io.beton.ingest.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work in a transaction of its own. */
final class Transactions {
    private final DataSource database;

    Transactions(DataSource database) {
        this.database = database;
    }

    /** What the work returns, committed; where it throws, nothing happened. */
    <T> T in(String failure, Work<T> work) {
        try (Connection sql = database.getConnection()) {
            sql.setAutoCommit(false);
            try {
                T result = work.in(sql);
                sql.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                sql.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreFailure("[store] " + failure, e);
        }
    }

    static void update(Connection sql, String statement, Object... values) throws SQLException {
        try (PreparedStatement prepared = prepared(sql, statement, values)) {
            prepared.executeUpdate();
        }
    }

    static PreparedStatement prepared(Connection sql, String statement, Object... values) throws SQLException {
        PreparedStatement prepared = sql.prepareStatement(statement);
        for (int i = 0; i < values.length; i++) {
            prepared.setObject(i + 1, values[i]);
        }
        return prepared;
    }

    interface Work<T> {
        T in(Connection sql) throws SQLException;
    }
}
