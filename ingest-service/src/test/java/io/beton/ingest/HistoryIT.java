package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.PropertyFilter.Operator;
import io.beton.model.hypothesis.PropertyFilter.Scope;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.match.Times;
import io.beton.servers.QuarkusServers;
import io.beton.standin.fault.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A history request is answered with exactly the events of PostHog that it asks for, on the right partitions. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class HistoryIT extends AskedHistory {
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

    /** A backtest is counted first, which takes two queries once one failed, and then asks for earlier outcomes. */
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
        Fault gateway = Fault.answering(502, "<html>bad gateway</html>");

        // When
        History history = ask(
                purpose,
                Claims.claim(
                        Optional.of(Selector.of("much" + own)),
                        Selector.of("paid" + own),
                        List.of(Selector.of("much" + own))),
                () -> {
                    if (purpose == Purpose.BACKTEST) {
                        StandInServer.faults(StandInServer.TOO_LONG, StandInServer.AS_IT_IS, StandInServer.AS_IT_IS);
                    }
                    StandInServer.faults(gateway, StandInServer.TOO_LONG, StandInServer.TOO_LONG);
                });

        // Then
        assertThat(history.events().stream().map(EventBatch.Event::uuid).collect(Collectors.toSet()))
                .isEqualTo(events.stream().map(Events::uuid).collect(Collectors.toSet()));
        history.assertWhole();
    }

    private Selector filtered(Operator op, String property, Object value) {
        return new Selector(
                HOSTILE + own,
                List.of(new PropertyFilter(Scope.EVENT, Optional.empty(), property, op, Optional.of(value))));
    }
}
