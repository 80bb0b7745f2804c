package io.beton.router.live;

import static io.beton.router.World.event;
import static io.beton.router.World.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.beton.router.DeliveryContract;
import io.beton.router.RouterProfile;
import io.beton.router.World;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The identities of the counters, under duplicates, late events, filters and what is undone. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class CountersIT extends DeliveryContract {
    private static final String ANCHORED = "{'design': 'anchored', 'anchor': {'event': 'signed_up'}, 'within_days': 7}";

    @Inject
    MeterRegistry meters;

    private Map<String, Long> before;
    private Hypothesis eager;

    @BeforeEach
    void twoHypothesesOfAConnectionOfItsOwn() {
        world = new World(publisher, new ConnectionId("con_" + UUID.randomUUID()));
        hypothesis = world.hypothesis("{'count': {'event': 'invited'}, 'at_least': 2}", ANCHORED);
        eager = world.hypothesis("{'count': {'event': 'invited'}, 'at_least': 1}", ANCHORED);
    }

    @Test
    void everyEventMatchAndDeliveryIsOneThingAndOnlyOne() {
        // Given
        List<String> sinks = List.of(
                sink(receiver.url()),
                added(webhook(Map.of(
                        "filter",
                        Map.of("hypotheses", List.of(eager.hypothesisId().value()))))),
                added(webhook(Map.of("filter", Map.of("types", List.of("churn"))))),
                sink("http://localhost:1/"));
        receiver.answer(400, Map.of());
        SubjectId subject = somebody(0);
        SubjectId member = somebody(1);
        awaitConsumed();
        before = counted();
        long delaysBefore = delays();
        world.approve(hypothesis, event(subject, "signed_up", -20));
        world.approve(
                eager,
                event(subject, "signed_up", -20),
                event(member, "signed_up", -20),
                event(member, "invited", -10));
        awaitConsumed();
        // When
        EventBatch.Event first = event(subject, "invited", 2);
        EventBatch.Event late = event(subject, "invited", 1);
        EventBatch.Event settled = event(somebody(2), "invited", 3);
        world.live(first, first, event(subject, "logged_in", 2), event(subject, "invited", -91 * 24));
        world.live(settled);
        world.live(settled, event(somebody(2), "signed_up", 3));
        world.live(late);
        awaitConsumed();
        // Then
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(since("beton.events.consumed")).isEqualTo(8);
            assertThat(since("beton.events.matched")).isEqualTo(4);
            assertThat(since("beton.events.unmatched")).isEqualTo(2);
            assertThat(since("beton.events.duplicate")).isEqualTo(2);
            // the member, and the subject twice
            assertThat(since("beton.matches")).isEqualTo(3);
            assertThat(since("beton.matches.suppressed")).isEqualTo(1);
            assertThat(since("beton.signals")).isEqualTo(2);
            assertThat(delays()).isEqualTo(delaysBefore + 2);
            assertThat(since("beton.deliveries.owed")).isEqualTo(2 * 2 + 1);
        });
        await().atMost(SOON)
                .until(() -> sinks.subList(0, 2).stream()
                        .noneMatch(sink -> states(sink).contains("pending")));
        Map<String, Long> states = sinks.stream()
                .flatMap(sink -> states(sink).stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(states).containsEntry("exhausted", 1L).containsKey("delivered");
        assertThat(states.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(since("beton.deliveries.owed"));
    }

    @Test
    void whatIsUndoneIsCountedOnceItIsDone() throws SQLException {
        // Given
        List<SubjectId> subjects = Stream.of(0, 1, 2, 3).map(World::somebody).toList();
        world.approve(
                eager,
                subjects.stream()
                        .map(subject -> event(subject, "signed_up", -20))
                        .toArray(EventBatch.Event[]::new));
        awaitConsumed();
        before = counted();
        // When
        try (Connection other = source.getConnection();
                Statement sql = other.createStatement()) {
            other.setAutoCommit(false);
            sql.execute("lock table router.signal in exclusive mode");
            world.live(subjects.stream()
                    .map(subject -> event(subject, "invited", 1))
                    .toArray(EventBatch.Event[]::new));
            await().atMost(SOON).until(() -> died("insert into router.signal") > 0);
            assertThat(counted()).isEqualTo(before);
            other.rollback();
        }
        await().atMost(SOON).until(() -> since("beton.signals") == 4);
        awaitConsumed();
        // Then
        assertThat(since("beton.events.consumed")).isEqualTo(4);
        assertThat(since("beton.events.matched")).isEqualTo(4);
        assertThat(since("beton.matches")).isEqualTo(4);
        assertThat(since("beton.matches.suppressed")).isZero();
    }

    private long delays() {
        return meters.get("beton.signal.delay").timer().count();
    }

    private long since(String counter) {
        return counted().get(counter) - before.get(counter);
    }

    private Map<String, Long> counted() {
        return Stream.of(
                        "beton.events.consumed",
                        "beton.events.matched",
                        "beton.events.unmatched",
                        "beton.events.duplicate",
                        "beton.matches",
                        "beton.matches.suppressed",
                        "beton.signals",
                        "beton.deliveries.owed")
                .collect(Collectors.toMap(Function.identity(), counter ->
                        (long) meters.counter(counter).count()));
    }
}
