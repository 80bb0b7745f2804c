package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
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
    private static final Duration LONGEST_HEALING = Duration.ofMinutes(5);
    private static final int PEOPLE = 10;

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
        await().atMost(LONGEST_HEALING)
                .untilAsserted(() -> assertThat(said()).containsAll(expected()));
        if (loss.forgetsSignals()) {
            losing.untilTold();
            forgotten.addAll(expected());
        }

        // When
        Instant struck = Instant.now();
        strike(loss);
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

    private void strike(Loss loss) {
        switch (loss) {
            case CONNECTIONS, TAXONOMY -> {
                losing.stop("hypothesis", "router");
                losing.topic(loss.topic().orElseThrow());
                losing.start("hypothesis", "router");
                outcomeIsGuessed();
            }
            case HYPOTHESES -> {
                losing.stop("ingest", "hypothesis", "router");
                losing.topic(Topics.HYPOTHESES);
                losing.start("ingest");
                happens(newcomers(loss + "-while", PEOPLE));
                losing.start("hypothesis", "router");
            }
            case HISTORY_REQUESTS -> {
                Hypothesis scored = backtested("requests late", count("invite_sent", 8), SIGNED_UP);
                losing.stop("ingest", "router");
                Hypothesis late = product.approved(scored.hypothesisId().toString());
                losing.topic(Topics.HISTORY_REQUESTS);
                losing.start("ingest", "router");
                untilWarm(late);
            }
            case HISTORY -> {
                Hypothesis scored = backtested("history late", count("invite_sent", 9), SIGNED_UP);
                losing.stop("router");
                long before = losing.end(Topics.HISTORY);
                Hypothesis late = product.approved(scored.hypothesisId().toString());
                losing.untilGrown(Topics.HISTORY, before);
                losing.topic(Topics.HISTORY);
                losing.start("router");
                untilWarm(late);
            }
            case BACKTEST_PARTIALS -> {
                losing.topic(Topics.BACKTEST_PARTIALS);
                backtested("partials late", count("invite_sent", 7), SIGNED_UP);
            }
            case BACKTESTS -> resultIsLost();
            case SEARCH_SCORES -> {
                losing.topic(Topics.SEARCH_SCORES);
                product.explored(goal, asOf, WINDOW_DAYS);
            }
            case EVENTS -> {
                losing.stop("router");
                happens(newcomers(loss + "-while", PEOPLE));
                losing.untilPolled();
                losing.topic(Topics.EVENTS);
                losing.start("router");
            }
            case SIGNALS -> losing.topic(Topics.SIGNALS);
            case DEAD_LETTERS -> {
                losing.topic(Topics.EVENTS.deadLetter());
                losing.send(Topics.EVENTS, "no batch");
                losing.untilGrown(Topics.EVENTS.deadLetter(), 0);
            }
            case BROKER -> {
                losing.broker();
                losing.stopAll();
                losing.startAll();
            }
            case ROUTER -> {
                losing.stop("router");
                losing.schema("router");
                losing.start("router");
                product.sink(receiver.address());
            }
            case INGEST -> {
                losing.stop("ingest");
                losing.schema("ingest");
                losing.start("ingest");
                losing.giveKey(connection);
            }
            case RESTORED -> {
                losing.stopAll();
                losing.backUp();
                losing.startAll();
                happens(newcomers(loss + "-since", PEOPLE));
                await().atMost(LONGEST_HEALING)
                        .untilAsserted(
                                () -> assertThat(said()).containsAll(expected()));
                losing.untilTold();
                losing.stopAll();
                losing.restore();
                losing.startAll();
            }
            case HYPOTHESIS -> {
                losing.stop("hypothesis");
                losing.setAside("hypothesis");
                losing.start("hypothesis");
                losing.untilNothingIsMatched(inviting);
                losing.untilPolled();
                happens(newcomers(loss + "-while", PEOPLE));
                losing.untilPolled();
                losing.stop("hypothesis");
                losing.bringBack("hypothesis");
                losing.start("hypothesis");
                List.of(inviting, reporting).forEach(losing::pauseAndResume);
            }
            case DATABASE -> {
                losing.stopAll();
                losing.database();
                losing.startAll();
                losing.giveKey(connection);
                losing.untilNothingIsMatched(inviting);
            }
        }
    }

    private void assertArrived(Loss loss, Instant struck) {
        Set<String> onTopic = expected();
        if (loss != Loss.ROUTER) {
            onTopic.removeAll(forgotten);
        } else {
            forgotten.clear();
        }
        try {
            await().atMost(LONGEST_HEALING).until(() -> arrived(onTopic).stream().allMatch(Arrived::whole));
        } catch (ConditionTimeoutException e) {
            System.out.println(loss + ": not everything came: " + e.getMessage());
        }
        long seconds = Duration.between(struck, Instant.now()).toSeconds();
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
        return signals(
                product.listedSignals().stream().filter(this::isOfTheTwo).toList());
    }

    @Override
    Set<String> expected() {
        Map<Hypothesis, Recount.Question> asked = Map.of(
                inviting, INVITING,
                reporting,
                        question(Optional.of("signed_up"), Recount.atLeast("report_shared", 4)));
        Set<String> expected = new HashSet<>();
        asked.forEach((hypothesis, question) -> Recount.signalled(
                        events, question, hypothesis.approvedAt().orElseThrow())
                .forEach(who -> expected.add(hypothesis.hypothesis() + ": " + who)));
        return expected;
    }

    private Hypothesis approved(String text, String event, int times) {
        Hypothesis scored = backtested(text, count(event, times), SIGNED_UP);
        return product.approved(scored.hypothesisId().toString());
    }

    /** Its result is published while nobody listens, and lost. */
    private void resultIsLost() {
        String id = product.hypothesis(connection, goal, "result late", count("invite_sent", 6), SIGNED_UP, 7);
        Api hypotheses = new Api(system.uri("hypothesis"));
        String path = "/api/v1/hypotheses/" + id;
        long before = losing.end(Topics.BACKTESTS);
        losing.stop("backtest");
        hypotheses.post(path + "/backtest", Map.of("as_of", asOf, "window_days", WINDOW_DAYS));
        losing.untilGrown(Topics.HISTORY_REQUESTS, 0);
        await().atMost(LONGEST).until(() -> hypotheses.get(path).path("status").asText(), "backtesting"::equals);
        losing.untilTold();
        losing.stop("hypothesis");
        losing.start("backtest");
        losing.untilGrown(Topics.BACKTESTS, before);
        losing.topic(Topics.BACKTESTS);
        losing.start("hypothesis");
        await().atMost(LONGEST_HEALING)
                .until(() -> hypotheses.get(path).path("status").asText(), "proposed"::equals);
        product.backtested(id, asOf, WINDOW_DAYS);
    }

    /** Which it can be of a connection and a taxonomy that are known alone. */
    private void outcomeIsGuessed() {
        Api hypotheses = new Api(system.uri("hypothesis"));
        Map<String, Object> body = Map.of(
                "connection_id", connection, "name", "guessed", "kind", "conversion", "horizon_days", HORIZON_DAYS);
        JsonNode made = await().atMost(LONGEST)
                .ignoreExceptions()
                .until(() -> hypotheses.postUnless(409, "/api/v1/goals", body), Optional::isPresent)
                .orElseThrow();
        assertThat(made.path("outcome").path("event").asText()).isEqualTo("subscribed");
    }

    private void untilWarm(Hypothesis late) {
        Api hypotheses = new Api(system.uri("hypothesis"));
        String path = "/api/v1/hypotheses/" + late.hypothesisId() + "/members?limit=1";
        await().atMost(LONGEST_HEALING)
                .until(() -> hypotheses.get(path).path("warm").asBoolean());
        assertThat(product.metrics("hypothesis")).contains("beton_warm_ups_asked_again_total");
        assertThat(late.status()).isEqualTo(HypothesisState.LIVE);
    }

    private static Map<String, Object> count(String event, int atLeast) {
        return Map.of("count", Map.of("event", event), "at_least", atLeast);
    }

    private static List<Happened> each(List<String> people, String event) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return people.stream()
                .map(who -> new Happened(UUID.randomUUID(), event, who, now))
                .toList();
    }
}
