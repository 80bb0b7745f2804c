package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.PlainHistory;
import io.beton.model.match.PlainHistory.PlainEvent;
import io.beton.model.match.Specification;
import io.beton.model.match.Times;
import io.beton.model.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Live matching says of a history what the specification says of it as a whole, however it arrives: in any order, batches and
 * repeats until the warm-up ends, then in order of time with repeats.
 */
class LiveAgreementTest {
    private static final int HISTORIES = 400;
    private static final SubjectId SUBJECT = new SubjectId("ann");
    private static final ConnectionId CONNECTION = new ConnectionId("con_1");
    private static final Instant APPROVED = Instant.parse("2026-11-01T00:00:00Z");
    private static final long APPROVED_AT = Times.micros(APPROVED);
    private static final long WINDOW_START = APPROVED_AT - 90 * Times.DAY;
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final String ANCHORED =
            "{\"design\": \"anchored\", \"anchor\": {\"event\": \"a\"}, \"within_days\": 3}";
    private static final String FIRST_SEEN =
            "{\"design\": \"anchored\", \"anchor\": \"first_seen\", \"within_days\": 3}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\": {\"event\": \"b\"}, \"at_least\": 1}",
                "{\"count\": {\"event\": \"a\"}, \"at_least\": 3}",
                "{\"distinct\": \"day\", \"of\": {\"event\": \"b\"}, \"at_least\": 2}",
                "{\"sequence\": [{\"event\": \"b\"}, {\"event\": \"c\"}], \"within_hours\": 12}",
                "{\"all_of\": [{\"count\": {\"event\": \"b\"}, \"at_least\": 2},"
                        + " {\"sequence\": [{\"event\": \"b\"}, {\"event\": \"c\"}, {\"event\": \"b\"}]}]}",
                "{\"any_of\": [{\"count\": {\"event\": \"c\"}, \"at_least\": 4},"
                        + " {\"sequence\": [{\"event\": \"a\"}, {\"event\": \"c\"}], \"within_hours\": 5}]}"
            })
    void aHistoryThatArrivesSomehowIsSignalledAsIfSeenWhole(String condition) {
        int signalled = 0;
        int members = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            // Given
            Random random = new Random(seed);
            Hypothesis hypothesis = hypothesis(condition, random.nextBoolean() ? ANCHORED : FIRST_SEEN);
            List<Item> history = history(random);
            long born = WINDOW_START - 10 * Times.DAY + random.nextInt(50) * 2 * Times.DAY;
            // When
            List<Signal> live = arrive(hypothesis, history, born, random);
            // Then
            Optional<Long> whole = whole(hypothesis, history, born).stream()
                    .flatMap(asked -> asked.firedAt().stream().boxed())
                    .findFirst();
            boolean expected = whole.isPresent() && whole.get() >= APPROVED_AT;
            assertThat(live).as("seed %d: %s", seed, history).hasSize(expected ? 1 : 0);
            if (expected) {
                assertThat(live.get(0).firedAt()).isEqualTo(Times.instant(whole.get()));
            }
            signalled += expected ? 1 : 0;
            members += whole.isPresent() && !expected ? 1 : 0;
        }
        assertThat(signalled).isGreaterThan(10);
        assertThat(members).isGreaterThan(10);
    }

    /** Until the warm-up ends everything that is older comes in disorder; after it the rest as it happens. */
    private static List<Signal> arrive(Hypothesis hypothesis, List<Item> history, long born, Random random) {
        LiveHypothesis matched = new LiveHypothesis(hypothesis, 1_000);
        VersionPartition home = new VersionPartition(matched.key(), 0);
        Map<StateKey, byte[]> stored = new HashMap<>();
        List<Signal> signals = new ArrayList<>();

        int cut = random.nextInt(history.size() + 1);
        List<Item> disorder = new ArrayList<>(history.subList(0, cut));
        history.subList(0, cut).stream()
                .filter(item -> item.at >= WINDOW_START && random.nextInt(3) == 0)
                .map(item -> random.nextBoolean() ? item : item.laterCopy(random))
                .forEach(disorder::add);
        Collections.shuffle(disorder, random);
        deliver(matched, Set.of(), stored, signals, disorder, born, random);

        Round end = new Round(key -> Optional.of(matched), Set.of(home));
        Map<StateKey, Evidence> nothingNew = new HashMap<>();
        stored.keySet().forEach(key -> nothingNew.put(key, new Evidence()));
        stored.putAll(end.judge(stored, nothingNew));
        signals.addAll(end.signals());

        List<Item> order = new ArrayList<>();
        for (Item item : history.subList(cut, history.size())) {
            order.add(item);
            if (random.nextInt(3) == 0) {
                order.add(history.get(random.nextInt(history.indexOf(item) + 1)));
            }
        }
        deliver(matched, Set.of(home), stored, signals, order, born, random);
        return signals;
    }

    private static void deliver(
            LiveHypothesis hypothesis,
            Set<VersionPartition> warm,
            Map<StateKey, byte[]> stored,
            List<Signal> signals,
            List<Item> items,
            long born,
            Random random) {
        for (int from = 0; from < items.size(); ) {
            int to = Math.min(items.size(), from + 1 + random.nextInt(5));
            Touched touched = new Touched();
            EventBatch batch = EventCodec.readBatch(EventCodec.write(batch(items.subList(from, to), born)));
            touched.take(batch, 0, new LiveIndex(List.of(hypothesis)));
            Round round = new Round(key -> Optional.of(hypothesis), warm);
            stored.putAll(round.judge(stored, touched.evidence()));
            signals.addAll(round.signals());
            from = to;
        }
    }

    private static EventBatch batch(List<Item> items, long born) {
        List<EventBatch.Event> events = new ArrayList<>();
        List<EventBatch.Activity> activity = new ArrayList<>();
        for (Item item : items) {
            events.add(new EventBatch.Event(
                    SUBJECT,
                    item.at,
                    item.createdAt,
                    item.uuid,
                    Set.of(Selector.of(item.name).id())));
            activity.add(new EventBatch.Activity(SUBJECT, item.seenAt, item.seenAt));
        }
        return new EventBatch(CONNECTION, -1, events, activity, Map.of(SUBJECT, born), List.of());
    }

    private static List<Item> history(Random random) {
        List<Item> history = new ArrayList<>();
        long start = APPROVED_AT - (random.nextInt(4) == 0 ? random.nextInt(95) : random.nextInt(6)) * Times.DAY;
        for (int i = 2 + random.nextInt(20); i > 0; i--) {
            long at = start + random.nextInt(24 * 6) * Times.HOUR + (random.nextInt(3) == 0 ? 85 * Times.DAY : 0);
            long createdAt = at + random.nextInt(100);
            history.add(new Item(
                    at, at, createdAt, new UUID(random.nextLong(), i), NAMES.get(random.nextInt(NAMES.size()))));
        }
        history.sort(Comparator.comparingLong(Item::at));
        return history;
    }

    /** The recount: everything at once, by the book, until long after the last event. */
    private static Optional<Specification.Asked> whole(Hypothesis hypothesis, List<Item> history, long born) {
        List<PlainEvent> events = history.stream()
                .map(item -> new PlainEvent(item.uuid, item.name, item.at, item.createdAt, Map.of()))
                .toList();
        return new Specification(
                        hypothesis.claim(),
                        SUBJECT.value(),
                        new PlainHistory(events, OptionalLong.of(born)),
                        WINDOW_START,
                        APPROVED_AT + 365 * Times.DAY)
                .asked().stream().findFirst();
    }

    private static Hypothesis hypothesis(String condition, String design) {
        return Json.read("""
                {"hypothesis_id": "hyp_1", "version": 1, "connection_id": "con_1", "goal_id": "goal_1",
                 "type": "conversion", "hypothesis": "Somebody does something",
                 "subject": {"kind": "person"}, "condition": %s, "design": %s,
                 "goal": {"outcome": {"event": "bought"}, "horizon_days": 30, "repeatable": false},
                 "status": "live", "searched": false, "tried": 1, "approved_at": "%s"}
                """.formatted(condition, design, APPROVED), Hypothesis.class);
    }

    private record Item(long at, long seenAt, long createdAt, UUID uuid, String name) {

        /** A differing copy that came into the source later, so that it does not count. */
        Item laterCopy(Random random) {
            long other = Math.max(WINDOW_START, at + (random.nextInt(48) - 24) * Times.HOUR);
            return new Item(other, seenAt, createdAt + 1_000 + random.nextInt(10), uuid, name);
        }
    }
}
