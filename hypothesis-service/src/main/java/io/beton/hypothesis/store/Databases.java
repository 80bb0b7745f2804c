package io.beton.hypothesis.store;

import io.beton.kit.store.Database;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Makes the one {@link Database} of this service. */
@Singleton
final class Databases {

    @Produces
    @Singleton
    Database database(DataSource source) {
        return new Database(source);
    }
}
