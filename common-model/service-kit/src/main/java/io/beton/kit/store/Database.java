package io.beton.kit.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work in one transaction of this service's database: all of it happens or nothing. */
public final class Database {
    private final DataSource source;

    public Database(DataSource source) {
        this.source = source;
    }

    /** What the work returns, committed; where it throws, nothing happened. */
    public <T> T transaction(Work<T> work) {
        try (Connection sql = source.getConnection()) {
            sql.setAutoCommit(false);
            try {
                T result = work.in(sql);
                sql.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollback(sql, e);
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreFailure("[database] " + e.getMessage(), e);
        }
    }

    private static void rollback(Connection sql, Exception reason) {
        try {
            sql.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** What is done in the transaction. */
    public interface Work<T> {
        T in(Connection sql) throws SQLException;
    }
}
