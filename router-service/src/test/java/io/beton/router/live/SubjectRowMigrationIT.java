package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.model.match.Times;
import io.beton.servers.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What was kept before subjects had rows is kept in rows after it. */
final class SubjectRowMigrationIT {
    private static final byte[] LONG = new byte[1_000];

    private final PGSimpleDataSource source = new PGSimpleDataSource();

    @BeforeEach
    void databaseOfBefore() {
        Servers.Database database = Servers.freshDatabase();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        migrate("7");
    }

    @Test
    void whatARouterCommitsMeanwhileStandsInRowsToo() throws SQLException {
        // Given
        CompletableFuture<Void> migrated;
        try (Connection router = source.getConnection();
                Statement sql = router.createStatement()) {
            router.setAutoCommit(false);
            sql.execute("insert into router.subject_state (hypothesis_id, version, partition, subject, state) values"
                    + " ('hyp_1', 1, 0, 'ann', '\\x0201')");
            // When
            migrated = CompletableFuture.runAsync(() -> migrate("8"));
            await().atMost(Duration.ofSeconds(30)).until(this::waits);
            router.commit();
        }
        migrated.join();
        // Then
        assertKept("hyp_1", 1, "ann", 0, new KeptState(new byte[] {2, 1}, Times.NEVER));
    }

    private boolean waits() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")) {
            row.next();
            return row.getLong(1) > 0;
        }
    }

    @Test
    void statesOfBeforeStandInRows() throws SQLException {
        // Given
        execute("insert into router.subject_state (hypothesis_id, version, partition, subject, state, due) values"
                + " ('hyp_1', 1, 0, 'ann', '\\x0201', null), ('hyp_1', 2, 0, 'ann', '\\x020007', 1000),"
                + " ('hyp_2', 1, 3, 'bob', decode(repeat('00', 1000), 'hex'), -5)");
        // When
        migrate("8");
        // Then
        assertKept("hyp_1", 1, "ann", 0, new KeptState(new byte[] {2, 1}, Times.NEVER));
        assertKept("hyp_1", 2, "ann", 0, new KeptState(new byte[] {2, 0, 7}, 1_000));
        assertKept("hyp_2", 1, "bob", 3, new KeptState(LONG, -5));
        execute("insert into router.state_home (connection_id, group_type) values ('con_1', '')");
    }

    private void assertKept(String hypothesis, int version, String subject, int partition, KeptState state)
            throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select v.number, r.subject, r.partition, r.states, r.due from router.state_version v"
                                + " join router.subject_row r using (home) where v.hypothesis_id = '" + hypothesis
                                + "' and v.version = " + version)) {
            assertThat(row.next()).isTrue();
            long due = row.getLong(5);
            SubjectRow kept = SubjectRow.read(row.getBytes(4), due);
            assertThat(kept.stored(row.getInt(1))).contains(state);
            assertThat(row.getString(2)).isEqualTo(subject);
            assertThat(row.getInt(3)).isEqualTo(partition);
            assertThat(due).isEqualTo(state.due() == Times.NEVER ? 0 : state.due());
            assertThat(row.next()).isFalse();
        }
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(source)
                .schemas("router")
                .locations("db/router")
                .target(version)
                .load()
                .migrate();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
