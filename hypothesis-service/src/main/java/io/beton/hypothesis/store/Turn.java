package io.beton.hypothesis.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Lets one replica at a time do the upkeep, until its transaction ends. */
public final class Turn {
    private Turn() {}

    public static boolean taken(Connection sql) throws SQLException {
        return new Statement("select pg_try_advisory_xact_lock(hashtextextended('hypothesis.upkeep', 0))")
                .first(sql, row -> row.getBoolean(1))
                .orElseThrow();
    }
}
