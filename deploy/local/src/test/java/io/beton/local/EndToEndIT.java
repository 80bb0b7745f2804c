package io.beton.local;

import static io.beton.local.Recount.atLeast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.local.Recount.Question;
import io.beton.model.backtest.Report;
import io.beton.model.hypothesis.Hypothesis;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The whole system as processes over a small world: each number equals a recount of the same events, each signal comes
 * exactly once, also when the router is killed in the middle of a batch.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EndToEndIT extends SafetyContract {
    private static final Question NEW_AND_INVITING = question(Optional.empty(), atLeast("invite_sent", 1));

    @Test
    @Order(1)
    void reportsEqualARecountOfTheSameEvents() {
        inviting = backtested("invite twice", count("invite_sent", 2), SIGNED_UP);
        reporting = backtested(
                "share a report",
                Map.of(
                        "any_of",
                        List.of(
                                Map.of(
                                        "sequence",
                                        List.of(Map.of("event", "report_created"), Map.of("event", "report_shared")),
                                        "within_hours",
                                        24),
                                Map.of("all_of", List.of(count("report_shared", 1), count("invite_sent", 3))))),
                SIGNED_UP);
        Hypothesis newAndInviting = backtested("invite when new", count("invite_sent", 1), "first_seen");

        assertEqual(report(inviting), Recount.of(events, INVITING, asOf));
        assertEqual(report(reporting), Recount.of(events, REPORTING, asOf));
        assertEqual(report(newAndInviting), Recount.of(events, NEW_AND_INVITING, asOf));
        assertThat(report(inviting).full().counts().tp()).isGreaterThan(20);
        assertThat(report(reporting).alreadyConverted()).isPositive();
    }

    @Test
    @Order(2)
    void signalsEqualWhoFiresAfterTheApprovalEachOnce() {
        // Given
        inviting = product.approved(inviting.hypothesisId().toString());
        reporting = product.approved(reporting.hypothesisId().toString());

        // When
        for (int wave = 0; wave < 3; wave++) {
            happens(newcomers("wave-" + wave, 40));
        }
        happens(thoseWhoStartedBefore());

        // Then
        assertThat(expected()).hasSizeGreaterThan(80);
        assertEachOnce();
        assertThat(product.members(inviting))
                .hasSizeGreaterThan(20)
                .containsExactlyInAnyOrderElementsOf(
                        Recount.members(events, INVITING, inviting.approvedAt().orElseThrow()));
    }

    @Test
    @Order(5)
    void aRouterKilledInTheMiddleOfABatchStillTellsEachOnce() throws SQLException {
        // Given a router that stands in the middle of its transaction, for the table of signals is locked
        try (Connection locking = database();
                Connection watching = database();
                Statement lock = locking.createStatement();
                Statement watch = watching.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("lock table router.signal in share row exclusive mode");
            happens(newcomers("unlucky", 200));
            await().atMost(LONGEST).until(() -> somebodyWaitsForALock(watch));

            // When
            kill("router");
            locking.rollback();
        }
        system.startService("router");
        system.awaitService("router");

        // Then
        assertEachOnce();
    }

    @Test
    @Order(6)
    void aRouterKilledWhileItDeliversTellsEachOnceById() {
        // Given
        int before = received.size();
        happens(newcomers("hasty", 300));
        await().atMost(LONGEST).until(() -> received.size() > before);

        // When
        kill("router");
        system.startService("router");
        system.awaitService("router");

        // Then what was under way at the kill may come twice, with the same id
        assertEachOnceById();
    }

    private static Map<String, Object> count(String event, int atLeast) {
        return Map.of("count", Map.of("event", event), "at_least", atLeast);
    }

    private static Report report(Hypothesis hypothesis) {
        return hypothesis.backtest().orElseThrow();
    }

    private static void assertEqual(Report report, Recount recount) {
        Recount reported = new Recount(
                report.full().counts(),
                report.discovery().counts(),
                report.holdout().counts(),
                report.immature(),
                report.alreadyConverted());
        assertThat(reported).isEqualTo(recount);
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection(system.jdbcUrl(), "postgres", "postgres");
    }

    private static boolean somebodyWaitsForALock(Statement statement) throws SQLException {
        try (ResultSet waiting = statement.executeQuery(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%signal%'")) {
            waiting.next();
            return waiting.getInt(1) > 0;
        }
    }
}
