package io.beton.ingest.limit;

import io.beton.servers.Servers;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A database with this service's tables, for tests that need no more of the service. */
public final class IngestDatabase {
    private IngestDatabase() {}

    public static DataSource fresh() {
        Servers.Database database = Servers.freshDatabase();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        Flyway.configure()
                .dataSource(source)
                .schemas("ingest")
                .createSchemas(true)
                .locations("db/ingest")
                .load()
                .migrate();
        return source;
    }
}
