package io.beton.local;

import static io.beton.local.Recount.atLeast;
import static io.beton.local.Recount.both;
import static io.beton.local.Recount.either;
import static io.beton.local.Recount.inOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.local.Recount.Question;
import io.beton.model.backtest.Report;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.signal.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole system as processes over a small world: each number equals a recount of the same events, each signal comes
 * exactly once, also when the router is killed in the middle of a batch.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class EndToEndIT {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int WINDOW_DAYS = 90;
    private static final int HORIZON_DAYS = 30;
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (beton_\\S+)");
    private static final Map<String, Object> SIGNED_UP = Map.of("event", "signed_up");
    private static final Question INVITING = question(Optional.of("signed_up"), atLeast("invite_sent", 2));
    private static final Question REPORTING = question(
            Optional.of("signed_up"),
            either(
                    inOrder("report_created", "report_shared", Duration.ofHours(24)),
                    both(atLeast("report_shared", 1), atLeast("invite_sent", 3))));
    private static final Question NEW_AND_INVITING = question(Optional.empty(), atLeast("invite_sent", 1));

    private final Instant asOf = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final List<Happened> events = new ArrayList<>();
    private final Queue<Signal> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> receivedIds = new ConcurrentLinkedQueue<>();
    private LocalSystem system;
    private WebhookReceiver receiver;
    private Product product;
    private String connection;
    private String goal;
    private Hypothesis inviting;
    private Hypothesis reporting;

    @BeforeAll
    void startsAsProcesses(@TempDir Path folder) throws IOException {
        events.addAll(new SmallWorld(asOf).people(1500));
        Path file = SmallWorld.write(events, folder.resolve("events.ndjson"));
        PortPlan ports = PortPlan.free();
        receiver = new WebhookReceiver(ports.receiver(), (id, signal) -> {
            receivedIds.add(id);
            received.add(signal);
        });
        system = new LocalSystem(Launched.ROOT, folder.resolve("state"), ports, LocalSystem.eagerForStandIn());
        system.startStandIn(List.of("--project-id", "1", "--world", "empty", "--events", file.toString()));
        system.startServers();
        system.startServices();
        system.awaitStandIn();
        product = new Product(system);
        connection = product.connect();
        goal = product.goal(connection, "subscribed", HORIZON_DAYS);
        product.sink(receiver.address());
    }

    @AfterAll
    void endsEveryProcess() {
        system.close();
        receiver.close();
    }

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
    }

    @Test
    @Order(3)
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
            system.child("router").kill();
            locking.rollback();
        }
        system.startService("router");
        system.awaitService("router");

        // Then
        assertEachOnce();
    }

    @Test
    @Order(4)
    void aRouterKilledWhileItDeliversTellsEachOnceById() {
        // Given
        int before = received.size();
        happens(newcomers("hasty", 300));
        await().atMost(LONGEST).until(() -> received.size() > before);

        // When
        system.child("router").kill();
        system.startService("router");
        system.awaitService("router");

        // Then what was under way at the kill may come twice, with the same id
        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(signals(product.listedSignals())).containsExactlyInAnyOrderElementsOf(expected()));
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(product.deliveries())
                        .hasSize(expected().size())
                        .allMatch(delivery -> delivery.path("state").asText().equals("delivered")));
        assertThat(new TreeSet<>(receivedIds)).hasSize(expected().size());
        assertThat(new TreeSet<>(signals(received))).isEqualTo(expected());
        assertThat(new TreeSet<>(publishedIds())).hasSize(expected().size());
    }

    @Test
    @Order(5)
    void theCountersThatOperatorsWatchHaveCounted() {
        assertThat(product.metrics("ingest"))
                .contains(
                        "beton_polls_total",
                        "beton_events_read_total",
                        "beton_posthog_queries_total",
                        "beton_posthog_bytes_read_total",
                        "beton_batches_published_total");
        assertThat(product.metrics("backtest")).contains("beton_backtest_duration_seconds", "records_lag");
        assertThat(product.metrics("router"))
                .contains("beton_matches_total", "beton_signals_total", "beton_deliveries_total", "records_lag");
    }

    @Test
    @Order(6)
    void everyMetricOfOursStandsInTheReadme() throws IOException {
        String readme = Files.readString(Launched.ROOT.resolve("README.md"));

        assertThat(Stream.of("ingest", "hypothesis", "backtest", "router")
                        .map(product::metrics)
                        .flatMap(page -> TYPE.matcher(page).results())
                        .map(type -> type.group(1).replaceFirst("_max$", ""))
                        .distinct())
                .hasSizeGreaterThan(10)
                .allMatch(name -> readme.contains("`" + name));
    }

    private static Question question(Optional<String> anchor, Recount.FirstTrue condition) {
        return new Question(
                anchor, condition, Duration.ofDays(7), Duration.ofDays(HORIZON_DAYS), Duration.ofDays(WINDOW_DAYS));
    }

    private static Map<String, Object> count(String event, int atLeast) {
        return Map.of("count", Map.of("event", event), "at_least", atLeast);
    }

    private Hypothesis backtested(String text, Map<String, Object> condition, Object anchor) {
        String id = product.hypothesis(connection, goal, text, condition, anchor, 7);
        return product.backtested(id, asOf, WINDOW_DAYS);
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

    /** People who sign up now; every second one meets a condition. */
    private static List<Happened> newcomers(String name, int count) {
        List<Happened> happened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String who = name + "-" + i;
            Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            happened.add(happened("signed_up", who, at));
            happened.add(happened("invite_sent", who, at));
            if (i % 2 == 0) {
                happened.add(happened("invite_sent", who, at.plusMillis(1)));
            }
            if (i % 5 == 0) {
                happened.add(happened("report_created", who, at.plusMillis(1)));
                happened.add(happened("report_shared", who, at.plusMillis(i % 3 + 1)));
            }
        }
        return happened;
    }

    /** Everybody who signed up within the last ten days invites once more; for some that is the second time. */
    private List<Happened> thoseWhoStartedBefore() {
        return events.stream()
                .filter(event -> event.event().equals("signed_up"))
                .filter(event -> event.at().isBefore(asOf)
                        && event.at().plus(Duration.ofDays(10)).isAfter(asOf))
                .map(Happened::who)
                .distinct()
                .map(who -> happened("invite_sent", who, Instant.now().truncatedTo(ChronoUnit.MILLIS)))
                .toList();
    }

    private static Happened happened(String event, String who, Instant at) {
        return new Happened(UUID.randomUUID(), event, who, at);
    }

    private void happens(List<Happened> happened) {
        events.addAll(happened);
        product.capture(happened);
    }

    /** Hypothesis and person of every signal that must come. */
    private Set<String> expected() {
        Set<String> expected = new TreeSet<>();
        Map.of(inviting, INVITING, reporting, REPORTING)
                .forEach((hypothesis, question) -> Recount.signalled(
                                events, question, hypothesis.approvedAt().orElseThrow())
                        .forEach(who -> expected.add(hypothesis.hypothesis() + ": " + who)));
        return expected;
    }

    private List<String> signals(Collection<Signal> signals) {
        Map<String, String> persons = product.persons();
        return signals.stream()
                .map(signal -> signal.hypothesis() + ": "
                        + persons.get(signal.subject().id().toString()))
                .toList();
    }

    private List<String> publishedIds() {
        return product.published().stream()
                .map(each -> new String(each.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** In the list, on the topic and at the receiver: each expected signal, once, and nothing else. */
    private void assertEachOnce() {
        Set<String> expected = expected();
        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(signals(product.listedSignals())).containsExactlyInAnyOrderElementsOf(expected));
        await().atMost(LONGEST).untilAsserted(() -> assertThat(publishedIds()).hasSize(expected.size()));
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(product.deliveries())
                        .hasSize(expected.size())
                        .extracting(delivery -> delivery.path("state").asText())
                        .containsOnly("delivered"));
        assertThat(publishedIds()).doesNotHaveDuplicates();
        assertThat(signals(received)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(receivedIds).doesNotHaveDuplicates().hasSize(expected.size());
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
