package io.beton.hypothesis.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.hypothesis.store.Statement;
import io.beton.servers.Servers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Steps of before reports were kept rest on the last report that is known. */
final class ReportMigrationIT {
    private final Servers.Database database = Servers.freshDatabase();

    @Test
    void stepsOfBeforeRestOnTheLastReport() throws SQLException {
        // Given
        migrate("2");
        try (Connection sql = DriverManager.getConnection(database.url(), database.user(), database.password())) {
            for (String statement : List.of(
                    "insert into hypothesis.goal (id, revision, document) values ('goal_1', 1, '{}')",
                    "insert into hypothesis.hypothesis (id, goal, status, revision, document) values"
                            + " ('hyp_1', 'goal_1', 'live', 5, '{\"backtest\": {\"request_id\": \"req_2\", \"version\": 1}}'),"
                            + " ('hyp_2', 'goal_1', 'proposed', 1, '{}')",
                    "insert into hypothesis.audit (hypothesis, at, who, to_status, version, request) values"
                            + " ('hyp_1', now(), 'ann', 'proposed', 1, null),"
                            + " ('hyp_1', now(), 'ann', 'scored', 1, 'req_1'),"
                            + " ('hyp_1', now(), 'ann', 'backtesting', 1, 'req_2'),"
                            + " ('hyp_1', now(), 'ann', 'scored', 1, 'req_2'),"
                            + " ('hyp_1', now(), 'ann', 'approved', 1, 'req_2'),"
                            + " ('hyp_2', now(), 'ann', 'proposed', 1, null)")) {
                new Statement(statement).update(sql);
            }

            // When
            migrate("3");

            // Then
            String text = new Statement("select document from hypothesis.report where hypothesis = 'hyp_1'")
                    .first(sql, row -> row.getString(1))
                    .orElseThrow();
            String hash = ReportHash.of(text).value();
            assertThat(text).contains("req_2");
            assertThat(new Statement("select report_hash from hypothesis.audit order by id")
                            .list(sql, row -> row.getString(1)))
                    .isEqualTo(Arrays.asList(null, null, null, hash, hash, null));
            assertThat(new Statement("select count(*) from hypothesis.report").number(sql))
                    .isEqualTo(1);
        }
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .schemas("hypothesis")
                .createSchemas(true)
                .locations("db/hypothesis")
                .target(version)
                .load()
                .migrate();
    }
}
