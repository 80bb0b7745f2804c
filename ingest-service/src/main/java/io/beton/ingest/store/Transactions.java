package io.beton.ingest.store;

import io.beton.kit.store.Database;
import io.beton.kit.store.StoreFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work in a transaction of its own. */
public final class Transactions {
    private final Database database;

    public Transactions(DataSource database) {
        this.database = new Database(database);
    }

    /** What the work returns, committed; where it throws, nothing happened. */
    public <T> T in(String failure, Database.Work<T> work) {
        try {
            return database.transaction(work);
        } catch (StoreFailure e) {
            throw new StoreFailure("[store] " + failure, e.getCause());
        }
    }

    public static void update(Connection sql, String statement, Object... values) throws SQLException {
        try (PreparedStatement prepared = prepared(sql, statement, values)) {
            prepared.executeUpdate();
        }
    }

    public static PreparedStatement prepared(Connection sql, String statement, Object... values) throws SQLException {
        PreparedStatement prepared = sql.prepareStatement(statement);
        for (int i = 0; i < values.length; i++) {
            prepared.setObject(i + 1, values[i]);
        }
        return prepared;
    }
}
