package io.beton.bench.live;

import io.beton.bench.Seconds;

/** What a database has written: transactions, rows, bytes of its log, and whole pages among those. */
record Written(long commits, long rows, long logBytes, long pages) {
    /** As long as a connection may keep to itself what it did. */
    private static final long STATISTICS_MILLIS = 1_200;

    static Written by(LiveSystem system) {
        Seconds.pause(STATISTICS_MILLIS);
        return new Written(
                system.number("select xact_commit from pg_stat_database where datname = current_database()"),
                system.number("select tup_inserted + tup_updated + tup_deleted from pg_stat_database"
                        + " where datname = current_database()"),
                system.number("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"),
                system.number("select wal_fpi from pg_stat_wal"));
    }

    Written minus(Written before) {
        return new Written(
                commits - before.commits, rows - before.rows, logBytes - before.logBytes, pages - before.pages);
    }
}
