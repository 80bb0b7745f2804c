package io.beton.local;

import static io.beton.local.Recount.atLeast;
import static io.beton.local.Recount.both;
import static io.beton.local.Recount.either;
import static io.beton.local.Recount.inOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.local.Recount.Question;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.signal.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole system as processes over a small world, what must come of it, and what came. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WholeSystem {
    static final Duration LONGEST = Duration.ofMinutes(2);
    static final int WINDOW_DAYS = 90;
    static final int HORIZON_DAYS = 30;
    static final Map<String, Object> SIGNED_UP = Map.of("event", "signed_up");
    static final Question INVITING = question(Optional.of("signed_up"), atLeast("invite_sent", 2));
    static final Question REPORTING = question(
            Optional.of("signed_up"),
            either(
                    inOrder("report_created", "report_shared", Duration.ofHours(24)),
                    both(atLeast("report_shared", 1), atLeast("invite_sent", 3))));

    final Instant asOf = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    final List<Happened> events = new ArrayList<>();
    final Queue<Signal> received = new ConcurrentLinkedQueue<>();
    final Queue<String> receivedIds = new ConcurrentLinkedQueue<>();
    /** Before the receiver takes anything. */
    final Gate gate = new Gate();

    final StringBuilder logsOfKilled = new StringBuilder();
    Path state;
    SpanReceiver spans;
    LocalSystem system;
    Answers answers;
    WebhookReceiver receiver;
    Product product;
    String connection;
    String goal;
    Hypothesis inviting;
    Hypothesis reporting;

    @BeforeAll
    void startsAsProcesses(@TempDir Path folder) throws IOException {
        events.addAll(new SmallWorld(asOf).people(1500));
        Path file = SmallWorld.write(events, folder.resolve("events.ndjson"));
        PortPlan ports = PortPlan.free();
        receiver = new WebhookReceiver(ports.receiver(), (id, signal) -> {
            gate.pass();
            receivedIds.add(id);
            received.add(signal);
        });
        Map<String, String> environment = new HashMap<>(LocalSystem.eagerForStandIn());
        List.of("IO_BETON", "ORG_APACHE_HC", "ORG_APACHE_HC_CLIENT5_HTTP_HEADERS", "ORG_APACHE_HC_CLIENT5_HTTP_WIRE")
                .forEach(category -> environment.put("QUARKUS_LOG_CATEGORY__" + category + "__LEVEL", "DEBUG"));
        environment.putAll(settings());
        List.of("http_proxy", "HTTP_PROXY", "all_proxy").forEach(name -> environment.put(name, "http://localhost:9"));
        state = folder.resolve("state");
        spans = new SpanReceiver(state.resolve("spans"));
        environment.putAll(Map.of(
                "QUARKUS_OTEL_SDK_DISABLED", "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", spans.address(),
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "PT0.2S"));
        system = new LocalSystem(Launched.ROOT, state, ports, environment);
        system.startStandIn(List.of("--project-id", "1", "--world", "empty", "--events", file.toString()));
        system.startServers();
        system.startServices();
        system.awaitStandIn();
        product = new Product(system);
        answers = new Answers(system);
        product.captureAll(List.of(Planted.team()));
        connection = product.connect();
        goal = product.goal(connection, "subscribed", HORIZON_DAYS);
        product.sink(receiver.address());
    }

    /** What services are told besides. */
    Map<String, String> settings() {
        return Map.of();
    }

    @AfterAll
    void endsEveryProcess() {
        system.close();
        receiver.close();
        spans.close();
    }

    Hypothesis backtested(String text, Map<String, Object> condition, Object anchor) {
        String id = product.hypothesis(connection, goal, text, condition, anchor, 7);
        return product.backtested(id, asOf, WINDOW_DAYS);
    }

    void happens(List<Happened> happened) {
        events.addAll(happened);
        product.capture(happened);
    }

    /** People who sign up now; every second one meets a condition. */
    static List<Happened> newcomers(String name, int count) {
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
    List<Happened> thoseWhoStartedBefore() {
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

    /** Its log ends with it, since the next one begins anew. */
    void kill(String service) {
        system.child(service).kill();
        logsOfKilled.append(system.child(service).text());
    }

    /** Hypothesis and person of every signal that must come. */
    Set<String> expected() {
        Set<String> expected = new TreeSet<>();
        Map.of(inviting, INVITING, reporting, REPORTING)
                .forEach((hypothesis, question) -> Recount.signalled(
                                events, question, hypothesis.approvedAt().orElseThrow())
                        .forEach(who -> expected.add(hypothesis.hypothesis() + ": " + who)));
        return expected;
    }

    List<String> signals(Collection<Signal> signals) {
        Map<String, String> persons = product.persons();
        return signals.stream()
                .map(signal -> signal.hypothesis() + ": "
                        + persons.get(signal.subject().id().toString()))
                .toList();
    }

    List<String> publishedIds() {
        return product.published().stream()
                .map(each -> new String(each.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** In the list, on the topic and at the receiver: each expected signal, once, and nothing else. */
    void assertEachOnce() {
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

    /** The same, but that what was under way at a kill may come twice, with its one id. */
    void assertEachOnceById() {
        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(signals(product.listedSignals())).containsExactlyInAnyOrderElementsOf(expected()));
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(product.deliveries())
                        .hasSize(expected().size())
                        .allMatch(delivery -> delivery.path("state").asText().equals("delivered")));
        assertThat(new TreeSet<>(receivedIds)).hasSize(expected().size());
        assertThat(new TreeSet<>(signals(received))).isEqualTo(expected());
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(new TreeSet<>(publishedIds()))
                        .hasSize(expected().size()));
    }

    static Question question(Optional<String> anchor, Recount.FirstTrue condition) {
        return new Question(
                anchor, condition, Duration.ofDays(7), Duration.ofDays(HORIZON_DAYS), Duration.ofDays(WINDOW_DAYS));
    }
}
