package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.model.Json;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is lost, a running system goes on as the table says: people are half-way to a signal as it is lost, others come
 * while something is away, and all of them are signalled, in the database, on the topic and at the receiver.
 *
 * <p>It takes minutes and is no part of the build: {@code deploy/bench/run losses} runs it.
 */
final class LossesIT extends WholeSystem {
    private static final String NAMED = System.getProperty("losses.only", "");
    static final Duration LONGEST_HEALING = Duration.ofMinutes(5);
    static final int PEOPLE = 10;

    private final List<String> table = new ArrayList<>();
    /** What was published on a topic that was lost. */
    private final Set<String> forgotten = new HashSet<>();

    private Losing losing;

    static Stream<Loss> losses() {
        return Arrays.stream(Loss.values())
                .filter(loss -> NAMED.isEmpty() || List.of(NAMED.split(",")).contains(loss.toString()));
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "BETON_HYPOTHESIS_WARM_UP_LOOK_EVERY", "PT2S",
                "BETON_HYPOTHESIS_WARM_UP_PATIENCE", "PT20S",
                "BETON_HYPOTHESIS_BACKTEST_TIMEOUT", "PT1M");
    }

    @BeforeAll
    void approves() {
        losing = new Losing(system, state);
        inviting = approved("invite twice", "invite_sent", 2);
        reporting = approved("share a report four times", "report_shared", 4);
        table.add(Arrived.HEAD);
    }

    @AfterAll
    void tells() {
        System.out.print(String.join("", table));
    }

    /** After a failure there may be some that do not run. */
    @BeforeEach
    void everyServiceRuns() {
        losing.startWhoDoesNotRun();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void whatIsLostIsNotMissed(Loss loss) {
        // Given
        List<String> halfWay =
                IntStream.range(0, PEOPLE).mapToObj(i -> loss + "-half-" + i).toList();
        happens(each(halfWay, "signed_up"));
        happens(each(halfWay, "invite_sent"));
        happens(newcomers(loss + "-before", PEOPLE));
        untilSaid();
        losing.untilTold();
        if (loss.forgetsSignals()) {
            forgotten.addAll(expected());
        }

        // When
        Instant struck = Instant.now();
        new Striking(this, losing).strike(loss);
        happens(each(halfWay, "invite_sent"));
        happens(newcomers(loss + "-after", PEOPLE));

        // Then
        if (loss == Loss.DATABASE) {
            losing.untilPolled();
            assertThat(said()).noneMatch(said -> said.contains(loss + "-half") || said.contains(loss + "-after"));
            return;
        }
        assertArrived(loss, struck);
    }

    void untilSaid() {
        await().atMost(LONGEST_HEALING).untilAsserted(() -> assertThat(said()).containsAll(expected()));
    }

    private void assertArrived(Loss loss, Instant struck) {
        Set<String> onTopic = expected();
        if (loss != Loss.ROUTER) {
            onTopic.removeAll(forgotten);
        } else {
            forgotten.clear();
        }
        try {
            await().atMost(LONGEST_HEALING)
                    .until(() -> arrived(onTopic).stream().allMatch(Arrived::whole));
        } catch (ConditionTimeoutException e) {
            System.out.println(loss + ": not everything came: " + e.getMessage());
        }
        long seconds = Duration.between(struck, Instant.now()).toSeconds();
        losing.untilTold();
        List<Arrived> arrived = arrived(onTopic);
        arrived.forEach(each -> table.add(each.line(loss, seconds)));
        System.out.print(String.join("", table.subList(table.size() - arrived.size(), table.size())));
        assertThat(arrived).allMatch(Arrived::whole);
    }

    private List<Arrived> arrived(Set<String> onTopic) {
        Map<String, String> persons = product.persons();
        List<Signal> topic = product.published().stream()
                .map(record -> Json.read(record.value(), Signal.class))
                .toList();
        Set<String> expected = expected();
        return List.of(
                Arrived.at("database", expected, expected, byId(product.listedSignals(), persons)),
                Arrived.at("topic", onTopic, expected, byId(topic, persons)),
                Arrived.at("receiver", expected, expected, byId(List.copyOf(received), persons)));
    }

    /** What each signal about the two hypotheses says, as often as it came. */
    private Map<String, List<String>> byId(Collection<Signal> signals, Map<String, String> persons) {
        return signals.stream()
                .filter(this::isOfTheTwo)
                .collect(Collectors.groupingBy(
                        signal -> signal.signalId().value(),
                        Collectors.mapping(
                                signal -> signal.hypothesis() + ": "
                                        + persons.get(signal.subject().id().value()),
                                Collectors.toList())));
    }

    private boolean isOfTheTwo(Signal signal) {
        return Stream.of(inviting, reporting)
                .anyMatch(each -> each.hypothesisId().equals(signal.hypothesisId()));
    }

    private List<String> said() {
        return signals(product.listedSignals().stream().filter(this::isOfTheTwo).toList());
    }

    @Override
    Set<String> expected() {
        Map<Hypothesis, Recount.Question> asked = Map.of(
                inviting, INVITING, reporting, question(Optional.of("signed_up"), Recount.atLeast("report_shared", 4)));
        Set<String> expected = new HashSet<>();
        asked.forEach((hypothesis, question) -> Recount.signalled(
                        events, question, hypothesis.approvedAt().orElseThrow())
                .forEach(who -> expected.add(hypothesis.hypothesis() + ": " + who)));
        return expected;
    }

    private Hypothesis approved(String text, String event, int times) {
        Hypothesis scored = backtested(text, Striking.count(event, times), SIGNED_UP);
        return product.approved(scored.hypothesisId().toString());
    }

    private static List<Happened> each(List<String> people, String event) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return people.stream()
                .map(who -> new Happened(UUID.randomUUID(), event, who, now))
                .toList();
    }
}
