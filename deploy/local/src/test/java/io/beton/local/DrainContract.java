package io.beton.local;

import static io.beton.local.Recount.atLeast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.local.Recount.Question;
import io.beton.model.hypothesis.Hypothesis;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * An instance of each service that is told to end while it works ends in order: what is under way is finished or left to
 * the other instance, which has its place at once, and nothing is lost or told twice.
 */
abstract class DrainContract extends TraceContract {
    /** 128 and the number of SIGTERM, as a JVM ends that was told to. */
    private static final int TERMINATED = 143;

    private static final Pattern TROUBLE = Pattern.compile("(?m)^\\S+ (WARN|ERROR|FATAL) +\\[.*$|^\\s+at .*$");
    private static final Question NEW_AND_SHARING = question(Optional.empty(), atLeast("report_shared", 1));
    private static final Map<String, String> PATIENT = Map.of(
            // the gate is opened when all have heard that they end; nothing is given up before that
            "BETON_SHUTDOWN_GRACE",
            "PT2M",
            "BETON_ROUTER_ATTEMPT_TIMEOUT",
            "PT2M",
            "BETON_ROUTER_DELIVERY_LEASE",
            "PT5M");

    private final Map<String, Integer> ports = new HashMap<>();

    @Test
    @Order(7)
    void whoIsToldToEndFinishesLeavesAndTheOtherGoesOn() throws IOException {
        try (Groups groups = new Groups(system.bootstrapServers())) {
            // Given another instance of each, and ingest and router alone
            List<String> others = List.of("ingest", "hypothesis", "backtest", "router");
            for (String service : others) {
                startAnother(service);
            }
            others.forEach(this::awaitAnother);
            await().atMost(LONGEST).until(groups::members, Groups.of(2, 2, 2, 2)::equals);
            List<String> alone = List.of("ingest", "router");
            terminate(alone);
            assertThat(alone).allSatisfy(name -> assertThat(endOf(name)).isEqualTo(TERMINATED));
            assertThat(groups.members()).isEqualTo(Groups.of(1, 2, 2, 1));

            // Given deliveries, a history with its backtest, and a poll, none of which comes to its end
            HeldBack answers = new HeldBack(system);
            Begun work = begun(answers);
            alone.forEach(service -> system.startService(service, PATIENT));
            alone.forEach(system::awaitService);
            await().atMost(LONGEST).until(groups::members, Groups.of(2, 2, 2, 2)::equals);

            // When
            List<String> ending = others.stream().map(DrainContract::another).toList();
            terminate(ending);
            gate.open();
            answers.goOn();

            // Then
            assertThat(ending).allSatisfy(name -> assertThat(endOf(name)).isEqualTo(TERMINATED));
            assertThat(groups.members()).isEqualTo(Groups.of(1, 1, 1, 1));
            assertThat(ending).allSatisfy(name -> assertThat(troubles(name)).isEmpty());
            assertFinished(work);
        }
    }

    /** What had been told before, and what is tested. */
    private record Begun(int expected, List<String> received, int published, String tested) {}

    private Begun begun(HeldBack answers) {
        String tested = product.hypothesis(
                connection,
                goal,
                "share a report when new",
                Map.of("count", Map.of("event", "report_shared"), "at_least", 1),
                "first_seen",
                7);
        Begun before = new Begun(
                expected().size(), List.copyOf(receivedIds), publishedIds().size(), tested);
        gate.close();
        happens(newcomers("drained", 120));
        // so many attempts at once for one binding
        await().atMost(LONGEST).until(() -> gate.waiting() == 2);
        answers.next("beton_history_backtest");
        product.backtest(tested, asOf, WINDOW_DAYS);
        await().atMost(LONGEST).until(answers::all);
        answers.next("beton_poll");
        await().atMost(LONGEST).until(answers::all);
        return before;
    }

    private void assertFinished(Begun work) {
        Hypothesis scored = product.scored(work.tested());
        Recount recount = Recount.of(events, NEW_AND_SHARING, asOf);
        assertThat(scored.backtest().orElseThrow().full().counts()).isEqualTo(recount.all());
        assertEachOnceById();
        List<String> since = List.copyOf(receivedIds).subList(work.received().size(), receivedIds.size());
        int told = expected().size() - work.expected();
        assertThat(told).isGreaterThan(50);
        assertThat(since).doesNotHaveDuplicates().hasSize(told).doesNotContainAnyElementsOf(work.received());
        assertThat(new HashSet<>(publishedIds())).hasSize(expected().size());
        assertThat(publishedIds()).hasSize(work.published() + told);
    }

    private static String another(String service) {
        return service + "-b";
    }

    private void startAnother(String service) throws IOException {
        Map<String, String> environment = new HashMap<>(PATIENT);
        ports.put(service, freePort());
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(ports.get(service)));
        system.startService(service, another(service), environment);
    }

    private void awaitAnother(String service) {
        system.child(another(service))
                .await(
                        () -> Api.answers(URI.create("http://localhost:" + ports.get(service) + "/q/health/ready")),
                        Duration.ofSeconds(90));
    }

    /** All at once; returns when each has heard it. */
    private void terminate(Collection<String> names) {
        names.forEach(name -> system.child(name).terminate());
        names.forEach(name -> await().atMost(LONGEST)
                .until(() -> system.child(name).text().contains(" ending: what is under way has ")));
    }

    /** Its status; how long it took is told by itself. */
    private int endOf(String name) {
        int status = await().atMost(LONGEST)
                .until(() -> system.child(name).status(), OptionalInt::isPresent)
                .getAsInt();
        system.child(name)
                .text()
                .lines()
                .filter(line -> line.contains(" stopped in "))
                .forEach(System.out::println);
        return status;
    }

    /** What its log says of troubles from the end on. */
    private List<String> troubles(String name) {
        String text = system.child(name).text();
        return TROUBLE.matcher(text.substring(text.indexOf(" ending: what is under way has ")))
                .results()
                .map(found -> found.group())
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
