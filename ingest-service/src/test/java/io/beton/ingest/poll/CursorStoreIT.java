package io.beton.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.ingest.store.Transactions;
import io.beton.kit.store.StoreFailure;
import io.beton.model.id.ConnectionId;
import io.beton.servers.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Of several replicas one reads a connection, and only as long as it holds it. */
class CursorStoreIT {
    private static final ConnectionId CONNECTION = new ConnectionId("con_1");
    private static final Instant POLLED = Instant.parse("2026-01-01T00:00:00Z");
    private static final PGSimpleDataSource DATABASE = new PGSimpleDataSource();

    private final CursorStore one = new CursorStore(DATABASE);
    private final CursorStore other = new CursorStore(DATABASE);

    @BeforeAll
    static void migrate() {
        Servers.Database made = Servers.freshDatabase();
        DATABASE.setUrl(made.url());
        DATABASE.setUser(made.user());
        DATABASE.setPassword(made.password());
        Flyway.configure()
                .dataSource(DATABASE)
                .schemas("ingest")
                .createSchemas(true)
                .locations("db/ingest")
                .load()
                .migrate();
    }

    @BeforeEach
    void connect() {
        execute("delete from ingest.late_day");
        execute("delete from ingest.deep_cursor");
        execute("delete from ingest.cursor");
        execute("delete from ingest.connection");
        execute("insert into ingest.connection (id, facts, created_at) values ('con_1', '{}', now())");
        execute("insert into ingest.cursor (connection, created_at) values ('con_1', 5)");
    }

    @Test
    void oneAtATimeHoldsACursor() {
        // When
        CursorStore.Taken taken = one.take(CONNECTION, Pass.LIVE).orElseThrow();
        Optional<CursorStore.Taken> meanwhile = other.take(CONNECTION, Pass.LIVE);
        Optional<CursorStore.Taken> deep = other.take(CONNECTION, Pass.DEEP);
        taken.advance(7, Optional.of(POLLED), sql -> {});
        taken.close();

        // Then
        assertThat(meanwhile).isEmpty();
        assertThat(deep.orElseThrow().createdAt()).isEqualTo(5);
        CursorStore.Taken next = other.take(CONNECTION, Pass.LIVE).orElseThrow();
        assertThat(next.createdAt()).isEqualTo(7);
        assertThat(next.dueAt(POLLED)).isFalse();
        assertThat(next.dueAt(POLLED.plusNanos(1))).isTrue();
    }

    @Test
    void whoLostItsLeaseAdvancesNothing() {
        // Given
        CursorStore.Taken lost = one.take(CONNECTION, Pass.LIVE).orElseThrow();
        execute("update ingest.cursor set held_until = now() - interval '1 second'");
        CursorStore.Taken held = other.take(CONNECTION, Pass.LIVE).orElseThrow();

        // When, Then
        assertThatThrownBy(() -> lost.advance(
                        9,
                        Optional.empty(),
                        sql -> Transactions.update(sql, "update ingest.connection set facts = ''")))
                .isInstanceOf(StoreFailure.class)
                .hasRootCauseMessage("somebody else has taken it");
        one.renewAndGiveBack();
        lost.close();
        assertThat(one.take(CONNECTION, Pass.LIVE)).isEmpty();
        held.advance(8, Optional.empty(), sql -> {});
        held.close();
        assertThat(one.take(CONNECTION, Pass.LIVE).orElseThrow().createdAt()).isEqualTo(8);
    }

    @Test
    void aLeaseIsRenewedUntilItIsGivenBack() {
        // Given
        CursorStore.Taken taken = one.take(CONNECTION, Pass.LIVE).orElseThrow();
        execute("update ingest.cursor set held_until = now() - interval '1 second'");

        // When
        one.renewAndGiveBack();
        boolean renewed = other.take(CONNECTION, Pass.LIVE).isEmpty();
        taken.close();
        one.renewAndGiveBack();

        // Then
        assertThat(renewed).isTrue();
        assertThat(other.take(CONNECTION, Pass.LIVE)).isPresent();
    }

    @Test
    void whatCouldNotBeGivenBackIsGivenBackOnceTheDatabaseIsThereAgain() {
        // Given
        AtomicBoolean away = new AtomicBoolean();
        CursorStore interrupted = new CursorStore(new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                if (away.get()) {
                    throw new SQLException("away");
                }
                return DATABASE.getConnection();
            }
        });
        CursorStore.Taken taken = interrupted.take(CONNECTION, Pass.LIVE).orElseThrow();
        away.set(true);
        assertThatThrownBy(taken::close).isInstanceOf(StoreFailure.class);
        interrupted.renewAndGiveBack();
        away.set(false);

        // When
        boolean held = other.take(CONNECTION, Pass.LIVE).isEmpty();
        interrupted.renewAndGiveBack();

        // Then
        assertThat(held).isTrue();
        assertThat(other.take(CONNECTION, Pass.LIVE)).isPresent();
    }

    @Test
    void whatCannotBeStoredWithItLeavesTheCursor() {
        // Given
        CursorStore.Taken taken = one.take(CONNECTION, Pass.LIVE).orElseThrow();

        // When, Then
        assertThatThrownBy(() ->
                        taken.advance(9, Optional.empty(), sql -> Transactions.update(sql, "update no_such_table")))
                .isInstanceOf(StoreFailure.class);
        taken.close();
        assertThat(one.take(CONNECTION, Pass.LIVE).orElseThrow().createdAt()).isEqualTo(5);
    }

    @Test
    void theDeepPassKeepsItsPlaceAndItsCountsUntilAnyHypothesisWasSaid() {
        // Given
        LateDay counted = new LateDay("", new UUID(0, 1), 20_000, 3, 4);
        CursorStore.Taken taken = one.take(CONNECTION, Pass.DEEP).orElseThrow();
        taken.advance(6, Optional.empty(), sql -> LateDayStore.replace(sql, CONNECTION, List.of(counted)));
        taken.close();

        // When
        deepPassWithoutNeeds(-1);
        Set<LateDay> kept = new LateDayStore(DATABASE).read(CONNECTION);
        CursorStore.Taken after = one.take(CONNECTION, Pass.DEEP).orElseThrow();
        after.close();
        deepPassWithoutNeeds(0);

        // Then
        assertThat(kept).containsExactly(counted);
        assertThat(after.createdAt()).isEqualTo(6);
        assertThat(after.polledAt()).contains(POLLED);
        assertThat(new LateDayStore(DATABASE).read(CONNECTION)).isEmpty();
        assertThat(one.take(CONNECTION, Pass.DEEP).orElseThrow().createdAt()).isEqualTo(9);
    }

    private void deepPassWithoutNeeds(long hypothesesOffset) {
        try (CursorStore.Taken cursor = one.take(CONNECTION, Pass.DEEP).orElseThrow()) {
            DeepPass.nothingNeeded(
                    new MatchedHypotheses.Needs(List.of(), hypothesesOffset), CONNECTION, cursor, POLLED, 9);
        }
    }

    private static void execute(String statement) {
        new Transactions(DATABASE).in("test", sql -> {
            Transactions.update(sql, statement);
            return statement;
        });
    }
}
