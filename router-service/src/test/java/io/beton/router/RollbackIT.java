package io.beton.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a rollback a service starts on the schema that a later version has already brought on. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class RollbackIT extends RouterContract {
    @Inject
    Flyway flyway;

    @Inject
    DataSource source;

    @BeforeEach
    void aLaterVersionWasHere() throws SQLException {
        execute("insert into router.flyway_schema_history (installed_rank, version, description, type, script,"
                + " checksum, installed_by, execution_time, success) values (999, '999', 'later', 'SQL',"
                + " 'V999__later.sql', 1, 'later', 1, true)");
        execute("alter table router.signal add column later text");
    }

    @AfterEach
    void back() throws SQLException {
        execute("delete from router.flyway_schema_history where installed_rank = 999");
        execute("alter table router.signal drop column later");
    }

    @Test
    void whatALaterVersionAppliedIsPassedOverAsAtAStart() {
        // When
        flyway.validate();
        int applied = flyway.migrate().migrationsExecuted;

        // Then
        assertThat(applied).isZero();
    }

    private void execute(String statement) throws SQLException {
        try (Connection sql = source.getConnection();
                Statement execute = sql.createStatement()) {
            execute.execute(statement);
        }
    }
}
