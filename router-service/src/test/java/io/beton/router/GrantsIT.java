package io.beton.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.servers.Servers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A role that owns its schema and nothing else is enough for a service, as the page about security says. */
final class GrantsIT {
    /** Roles are those of a whole server. */
    private static final String ROLE = "beton_" + UUID.randomUUID().toString().replace("-", "_");

    @Test
    void aRoleThatOwnsItsSchemaIsEnough() throws SQLException {
        // Given
        Servers.Database database = Servers.freshDatabase();
        try (Connection owner = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement grant = owner.createStatement()) {
            grant.execute("create role " + ROLE + " login password 'of a test'");
            grant.execute("create schema router authorization " + ROLE);
            grant.execute("create schema hypothesis");
            grant.execute("create table hypothesis.goal (id text)");
            grant.execute("revoke create on schema public from public");
        }

        // When
        int applied = Flyway.configure()
                .dataSource(database.url(), ROLE, "of a test")
                .schemas("router")
                .createSchemas(true)
                .locations("db/router")
                .load()
                .migrate()
                .migrationsExecuted;

        // Then
        assertThat(applied).isGreaterThan(5);
        try (Connection sql = DriverManager.getConnection(database.url(), ROLE, "of a test");
                Statement statement = sql.createStatement()) {
            statement.execute("select count(*) from router.signal");
            assertThatThrownBy(() -> statement.execute("select * from hypothesis.goal"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("create table public.another (id text)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("create schema another"))
                    .hasMessageContaining("permission denied");
        }
    }
}
