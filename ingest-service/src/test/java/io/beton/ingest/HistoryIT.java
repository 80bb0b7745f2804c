package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.event.SubjectBucket;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.PropertyFilter.Operator;
import io.beton.model.hypothesis.PropertyFilter.Scope;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import io.beton.servers.QuarkusServers;
import io.beton.standin.fault.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A history request is answered with exactly the events of PostHog that it asks for, on the right partitions. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class HistoryIT {
    private static final int PARTITIONS = Topics.HISTORY.partitions();
    private static final Instant AS_OF = Instant.parse("2026-03-31T12:34:56.789012Z");
    private static final Instant START = AS_OF.minus(Claims.WINDOW_DAYS, ChronoUnit.DAYS);
    private static final String HOSTILE = "it's {v0} 100% \\ \"`ü✓`\" -- /*";

    @Inject
    KafkaClients clients;

    @Inject
    Publisher publisher;

    private final String id = "req_" + UUID.randomUUID();
    /** Names of this test's own, so that what other tests captured does not matter. */
    private final String own = " " + id;

    @Test
    void everyMatchedEventComesOnceWithWhatItMatched() {
        // Given
        Selector any = Selector.of(HOSTILE + own);
        Selector admin = filtered(Operator.EQ, "role", "admin");
        Selector many = filtered(Operator.GTE, "seats", 5);
        Selector named = filtered(Operator.CONTAINS, "na`me {x}", "100% 'o\\");
        Selector outcome = Selector.of("paid" + own);
        Map<UUID, Set<SelectorId>> expected = new HashMap<>();
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            // several events at one time, so that pages end between them
            Instant when = START.plus((i / 5) * 50L, ChronoUnit.HOURS).plusNanos(i % 2 * 1000L);
            ObjectNode event = Events.event(HOSTILE + own, "p" + i % 9 + own, when)
                    .with("role", i % 2 == 0 ? "admin" : "member")
                    .with("seats", i % 3 == 0 ? i : String.valueOf(i % 7))
                    .with("na`me {x}", i % 4 == 0 ? "say 100% 'o\\k" : "no")
                    .made();
            Set<SelectorId> matched = new HashSet<>(Set.of(any.id()));
            long seats = i % 3 == 0 ? i : i % 7;
            if (i % 2 == 0) {
                matched.add(admin.id());
            }
            if (seats >= 5) {
                matched.add(many.id());
            }
            if (i % 4 == 0) {
                matched.add(named.id());
            }
            events.add(event);
            expected.put(Events.uuid(event), matched);
        }
        events.addAll(List.of(
                events.get(3).deepCopy(),
                events.get(4).deepCopy(),
                events.get(5).deepCopy()));
        ObjectNode paid = Events.event("paid" + own, "p1" + own, START).made();
        expected.put(Events.uuid(paid), Set.of(outcome.id()));
        StandInServer.capture(events);
        StandInServer.capture(List.of(
                paid,
                Events.event("paid" + own, "p2" + own, START.minus(9, ChronoUnit.DAYS))
                        .made(),
                Events.event("paid" + own, "p2" + own, START.minusNanos(1000)).made(),
                Events.event("paid" + own, "p3" + own, START.minus(366, ChronoUnit.DAYS))
                        .made(),
                Events.event("paid" + own, "p4" + own, AS_OF).made(),
                Events.event("unasked" + own, "p4" + own, START.plusSeconds(5)).made()));

        // When
        History history =
                ask(Purpose.BACKTEST, Claims.claim(Optional.of(any), outcome, List.of(any, admin, many, named)));

        // Then
        Map<UUID, Set<SelectorId>> read = history.events().stream()
                .collect(Collectors.toMap(EventBatch.Event::uuid, EventBatch.Event::matched, (first, second) -> {
                    assertThat(second).isEqualTo(first);
                    return first;
                }));
        assertThat(read).isEqualTo(expected);
        assertThat(history.earlier()).singleElement().satisfies(earlier -> {
            assertThat(earlier.outcome()).isEqualTo(outcome.id());
            assertThat(earlier.at()).isEqualTo(Times.micros(START.minus(9, ChronoUnit.DAYS)));
        });
        history.assertWhole();
    }

    @Test
    void missingNullAndEmptyAreOne() {
        // Given
        List<Object> values = new ArrayList<>(List.of("", "x", 0, false, 5, "5", "5.0", "inf", "0x5", "e5"));
        values.add(null);
        Map<Operator, Object> asked = Map.of(
                Operator.IS_SET, "",
                Operator.IS_NOT_SET, "",
                Operator.NEQ, "x",
                Operator.NOT_IN, List.of("x", 5),
                Operator.NOT_CONTAINS, "5",
                Operator.EQ, 5,
                Operator.GT, 4);
        Map<SelectorId, Operator> selectors = new HashMap<>();
        List<Selector> all = new ArrayList<>();
        asked.forEach((op, value) -> {
            Selector selector = new Selector(
                    "odd" + own,
                    List.of(new PropertyFilter(
                            Scope.EVENT,
                            Optional.empty(),
                            "value",
                            op,
                            op == Operator.IS_SET || op == Operator.IS_NOT_SET
                                    ? Optional.empty()
                                    : Optional.of(value))));
            selectors.put(selector.id(), op);
            all.add(selector);
        });
        List<ObjectNode> events = new ArrayList<>();
        for (Object value : values) {
            events.add(Events.event("odd" + own, "p" + own, START.plusSeconds(events.size() + 1))
                    .with("value", value)
                    .made());
        }
        events.add(Events.event("odd" + own, "p" + own, START.plusSeconds(99)).made());
        StandInServer.capture(events);

        // When
        History history = ask(Purpose.EXPLORE, Claims.claim(Optional.of(all.get(0)), Selector.of("none" + own), all));

        // Then
        Map<UUID, Set<Operator>> read = history.events().stream()
                .collect(Collectors.toMap(
                        EventBatch.Event::uuid,
                        event -> event.matched().stream().map(selectors::get).collect(Collectors.toSet())));
        assertThat(events).hasSize(12);
        for (int i : List.of(0, 10, 11)) {
            assertThat(read.get(Events.uuid(events.get(i))))
                    .as("missing " + events.get(i))
                    .containsExactlyInAnyOrder(
                            Operator.IS_NOT_SET, Operator.NEQ, Operator.NOT_IN, Operator.NOT_CONTAINS);
        }
        assertThat(read.get(Events.uuid(events.get(1))))
                .containsExactlyInAnyOrder(Operator.IS_SET, Operator.NOT_CONTAINS);
        for (int i : List.of(2, 3, 7)) {
            assertThat(read.get(Events.uuid(events.get(i))))
                    .as("other " + events.get(i))
                    .containsExactlyInAnyOrder(Operator.IS_SET, Operator.NEQ, Operator.NOT_IN, Operator.NOT_CONTAINS);
        }
        for (int i : List.of(4, 5, 6)) {
            assertThat(read.get(Events.uuid(events.get(i))))
                    .as("five " + events.get(i))
                    .containsExactlyInAnyOrder(Operator.IS_SET, Operator.NEQ, Operator.EQ, Operator.GT);
        }
        for (int i : List.of(8, 9)) {
            assertThat(read.get(Events.uuid(events.get(i))))
                    .as("no number " + events.get(i))
                    .containsExactlyInAnyOrder(Operator.IS_SET, Operator.NEQ, Operator.NOT_IN);
        }
    }

    @Test
    void activityIsReadPerPersonAndDayOfUtc() {
        // Given
        String person = "walker" + own;
        Instant day = Instant.parse("2026-03-10T00:00:00Z");
        StandInServer.capture(List.of(
                Events.event("walk" + own, person, day.plusSeconds(10)).made(),
                Events.event("run" + own, person, day.plusSeconds(86_399)).made(),
                Events.event("$identify", person, day.plusSeconds(86_399)).made(),
                Events.event("walk" + own, person, day.plusSeconds(86_400)).made(),
                Events.event("$pageleave", "idle" + own, day.plusSeconds(5)).made()));

        // When
        History history = ask(
                Purpose.BACKTEST,
                Claims.claim(Optional.empty(), Selector.of("paid" + own), List.of(Selector.of("walk" + own))));

        // Then
        var walker = history.events().get(0).subject();
        assertThat(history.daysOf(walker))
                .isEqualTo(Map.of(
                        Times.micros(day),
                        List.of(Times.micros(day.plusSeconds(10)), Times.micros(day.plusSeconds(86_399))),
                        Times.micros(day.plusSeconds(86_400)),
                        List.of(Times.micros(day.plusSeconds(86_400)), Times.micros(day.plusSeconds(86_400)))));
        assertThat(history.born()).containsEntry(walker, Times.micros(day.plusSeconds(10)));
        history.assertWhole();
    }

    @Test
    void aWarmUpReadsOnToNowAndNoOutcome() {
        // Given
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        ObjectNode late =
                Events.event("warm" + own, "p" + own, now.minusSeconds(5)).made();
        StandInServer.capture(List.of(
                late,
                Events.event("paid" + own, "p" + own, AS_OF.minusSeconds(5)).made()));

        // When
        History history = ask(
                Purpose.WARM_UP,
                Claims.claim(
                        Optional.of(Selector.of("warm" + own)),
                        Selector.of("paid" + own),
                        List.of(Selector.of("warm" + own))));

        // Then
        assertThat(history.events()).extracting(EventBatch.Event::uuid).containsExactly(Events.uuid(late));
        assertThat(history.earlier()).isEmpty();
        history.assertWhole();
    }

    /** With earlier outcomes these are the first that are asked for, without them the events are. */
    @ParameterizedTest
    @EnumSource(
            value = Purpose.class,
            names = {"BACKTEST", "WARM_UP"})
    void whatIsTooMuchAtOnceIsReadInParts(Purpose purpose) {
        // Given
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            events.add(Events.event("much" + own, "p" + i + own, START.plus(i, ChronoUnit.HOURS))
                    .made());
        }
        StandInServer.capture(events);
        Fault gateway = new Fault(
                Optional.of(502),
                Map.of("Content-Type", "text/html"),
                "<html>bad gateway</html>",
                Duration.ZERO,
                false);

        // When
        History history = ask(
                purpose,
                Claims.claim(
                        Optional.of(Selector.of("much" + own)),
                        Selector.of("paid" + own),
                        List.of(Selector.of("much" + own))),
                () -> StandInServer.faults(gateway, StandInServer.TOO_LONG, StandInServer.TOO_LONG));

        // Then
        assertThat(history.events().stream().map(EventBatch.Event::uuid).collect(Collectors.toSet()))
                .isEqualTo(events.stream().map(Events::uuid).collect(Collectors.toSet()));
        history.assertWhole();
    }

    @Test
    void whatCannotBeReadEndsWithItsReasonEverywhere() {
        // When
        publish(Claims.request(id, "con_unknown", Purpose.BACKTEST, AS_OF, anyClaim()));

        // Then
        assertThat(await(id).ends())
                .hasSize(PARTITIONS)
                .allSatisfy(end -> assertThat(end.failure().orElseThrow())
                        .isEqualTo("connection con_unknown is unknown, broken or deleted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"request_id\": \"%s is no request", "{\"request_id\": \"%s\"}", "[\"%s\"]"})
    void anUnreadableRequestIsSetAsideAndTheNextIsServed(String form) {
        // Given
        String junk = form.formatted(id);
        publisher.publish(List.of(
                new ProducerRecord<>(Topics.HISTORY_REQUESTS.name(), "junk", junk.getBytes(StandardCharsets.UTF_8))));

        // When
        publish(Claims.request(id, "con_unknown", Purpose.BACKTEST, AS_OF, anyClaim()));

        // Then
        assertThat(await(id).ends()).hasSize(PARTITIONS);
        Letters.assertSetAside(clients, Topics.HISTORY_REQUESTS, junk);
    }

    /** As after a crash before its offset was committed. */
    @Test
    void aRequestThatComesAgainIsServedAgainFromZero() {
        // Given
        StandInServer.capture(List.of(
                Events.event("again" + own, "p1" + own, START.plusSeconds(1)).made(),
                Events.event("again" + own, "p2" + own, START.plusSeconds(2)).made()));
        Selector again = Selector.of("again" + own);
        Claim claim = Claims.claim(Optional.of(again), Selector.of("paid" + own), List.of(again));
        HistoryRequest request = Claims.request(id, Api.connectedAndRead(), Purpose.BACKTEST, AS_OF, claim);

        // When
        publish(request);
        publish(request);

        // Then
        try (TopicTail tail = new TopicTail(clients, Topics.HISTORY.name())) {
            History both = History.of(
                    id, tail.until(seen -> History.of(id, seen).ends().size() == 2 * PARTITIONS));
            both.half(0).assertWhole();
            both.half(1).assertWhole();
            assertThat(both.half(1).events())
                    .containsExactlyInAnyOrderElementsOf(both.half(0).events())
                    .hasSize(2);
        }
    }

    private History ask(Purpose purpose, Claim claim) {
        return ask(purpose, claim, () -> {});
    }

    private History ask(Purpose purpose, Claim claim, Runnable justBefore) {
        String connection = Api.connectedAndRead();
        justBefore.run();
        publish(Claims.request(id, connection, purpose, AS_OF, claim));
        return await(id);
    }

    private void publish(HistoryRequest request) {
        publisher.publish(List.of(new ProducerRecord<>(
                Topics.HISTORY_REQUESTS.name(), request.requestId().value(), Json.bytes(request))));
    }

    private History await(String request) {
        try (TopicTail tail = new TopicTail(clients, Topics.HISTORY.name())) {
            return History.of(
                    request, tail.until(seen -> History.of(request, seen).ends().size() == PARTITIONS));
        }
    }

    private Claim anyClaim() {
        return Claims.claim(
                Optional.of(Selector.of("a" + own)), Selector.of("b" + own), List.of(Selector.of("a" + own)));
    }

    private Selector filtered(Operator op, String property, Object value) {
        return new Selector(
                HOSTILE + own,
                List.of(new PropertyFilter(Scope.EVENT, Optional.empty(), property, op, Optional.of(value))));
    }

    /** What stands on the topic of one request, by partition. */
    private record History(Map<Integer, List<HistoryRecord>> records) {
        static History of(String request, List<ConsumerRecord<String, byte[]>> seen) {
            Map<Integer, List<HistoryRecord>> records = new HashMap<>();
            for (ConsumerRecord<String, byte[]> record : seen) {
                HistoryRecord read = EventCodec.readHistory(record.value());
                if (read.requestId().value().equals(request)) {
                    records.computeIfAbsent(record.partition(), added -> new ArrayList<>())
                            .add(read);
                }
            }
            return new History(records);
        }

        /** Of two runs with as many records one. */
        History half(int which) {
            Map<Integer, List<HistoryRecord>> half = new HashMap<>();
            records.forEach((partition, all) ->
                    half.put(partition, all.subList(which * all.size() / 2, (which + 1) * all.size() / 2)));
            return new History(half);
        }

        List<HistoryRecord.End> ends() {
            return records.values().stream()
                    .flatMap(List::stream)
                    .filter(HistoryRecord.End.class::isInstance)
                    .map(HistoryRecord.End.class::cast)
                    .toList();
        }

        List<EventBatch> batches() {
            return records.values().stream()
                    .flatMap(List::stream)
                    .filter(HistoryRecord.Batch.class::isInstance)
                    .map(record -> ((HistoryRecord.Batch) record).events())
                    .toList();
        }

        List<EventBatch.Event> events() {
            return batches().stream().flatMap(batch -> batch.events().stream()).toList();
        }

        /** By day its first and last time; a day that two slices share comes in two parts. */
        Map<Long, List<Long>> daysOf(SubjectId subject) {
            Map<Long, List<Long>> days = new HashMap<>();
            batches().stream()
                    .flatMap(batch -> batch.activity().stream())
                    .filter(activity -> activity.subject().equals(subject))
                    .forEach(part -> days.merge(
                            part.first() - Math.floorMod(part.first(), Times.DAY),
                            List.of(part.first(), part.last()),
                            (one, other) ->
                                    List.of(Math.min(one.get(0), other.get(0)), Math.max(one.get(1), other.get(1)))));
            return days;
        }

        List<EventBatch.EarlierOutcome> earlier() {
            return batches().stream().flatMap(batch -> batch.earlier().stream()).toList();
        }

        Map<SubjectId, Long> born() {
            Map<SubjectId, Long> born = new HashMap<>();
            batches().forEach(batch -> born.putAll(batch.born()));
            return born;
        }

        /** Numbered without a gap from 0, one end each that counts what came, every subject on its own partition. */
        void assertWhole() {
            assertThat(records).hasSize(PARTITIONS);
            records.forEach((partition, all) -> {
                long events = 0;
                for (int i = 0; i < all.size(); i++) {
                    assertThat(all.get(i).sequence()).isEqualTo(i);
                    if (all.get(i) instanceof HistoryRecord.Batch batch) {
                        events += batch.events().events().size();
                        assertThat(batch.events().events())
                                .allSatisfy(event -> assertThat(SubjectBucket.of(event.subject(), PARTITIONS))
                                        .isEqualTo(partition));
                    }
                }
                HistoryRecord.End end = (HistoryRecord.End) all.get(all.size() - 1);
                assertThat(end.failure()).isEmpty();
                assertThat(end.batches()).isEqualTo(all.size() - 1);
                assertThat(end.events()).isEqualTo(events);
            });
        }
    }
}
