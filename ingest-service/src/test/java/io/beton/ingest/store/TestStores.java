package io.beton.ingest.store;

import javax.sql.DataSource;

/** Stores over a database of a test's own. */
public final class TestStores {
    private TestStores() {}

    public static ConnectionStore connections(DataSource database) {
        return new ConnectionStore(database);
    }
}
