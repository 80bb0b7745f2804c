package io.beton.ingest.limit;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.beton.servers.Servers;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A database with this service's tables, for tests that need no more of the service. */
public final class IngestDatabase {
    private static final int CONNECTIONS = 10;

    private IngestDatabase() {}

    /** Its connections end with the JVM. */
    public static DataSource fresh() {
        Servers.Database database = Servers.freshDatabase();
        AgroalDataSource source = pool(database);
        Flyway.configure()
                .dataSource(source)
                .schemas("ingest")
                .createSchemas(true)
                .locations("db/ingest")
                .load()
                .migrate();
        return source;
    }

    private static AgroalDataSource pool(Servers.Database database) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                            .connectionFactoryConfiguration(connection -> connection
                                    .jdbcUrl(database.url())
                                    .principal(new NamePrincipal(database.user()))
                                    .credential(new SimplePassword(database.password())))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
