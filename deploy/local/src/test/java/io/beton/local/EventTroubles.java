package io.beton.local;

import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.PropertyFilter.Operator;
import io.beton.model.hypothesis.PropertyFilter.Scope;
import io.beton.model.hypothesis.Selector;
import io.beton.standin.events.CapturedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes wrong with the events that PostHog has, while everything that reads them is well. */
final class EventTroubles {
    private static final String AMOUNT = "amount";
    private static final PropertyFilter LARGE =
            new PropertyFilter(Scope.EVENT, Optional.empty(), AMOUNT, Operator.GT, Optional.of(100));

    private EventTroubles() {}

    static List<Trouble> all() {
        return List.of(
                Trouble.of("events come minutes late", late(Duration.ofMinutes(20))),
                Trouble.of("events come days late", late(Duration.ofDays(2))),
                Trouble.of("events come weeks late, when polls look for them no more", late(Duration.ofDays(20))),
                Trouble.of("rows become visible with a created_at that polls have passed", EventTroubles::passed),
                Trouble.of("all events arrive at one time, over the edges of pages", ReadSystem::captureAtCursor),
                Trouble.of("every event is stored three times, on pages and in polls apart", EventTroubles::copied),
                Trouble.of("people are merged between polls", EventTroubles::merged),
                new Trouble(
                        "a property is text, a time, a truth value in turn",
                        new Crowd(new Selector("bought", List.of(LARGE)), Map.of(AMOUNT, 150)),
                        EventTroubles::retyped));
    }

    private static Trouble.Happening late(Duration by) {
        return (system, crowd) -> system.capture(crowd.rest(ReadSystem.now().minus(by), ReadSystem.now()));
    }

    private static void passed(ReadSystem system, Crowd crowd) {
        Duration back = ReadSystem.OVERLAP.dividedBy(2);
        system.database().betweenPolls(cursor -> system.capture(crowd.rest(cursor.minus(back), cursor.minus(back))));
    }

    private static void copied(ReadSystem system, Crowd crowd) {
        List<CapturedEvent> first = new ArrayList<>();
        system.database().betweenPolls(cursor -> {
            first.addAll(crowd.rest(cursor, cursor));
            system.capture(first);
            system.capture(arrived(first, cursor.plusMillis(1)));
        });
        system.untilPublished(crowd);
        system.capture(arrived(first, ReadSystem.now()));
    }

    private static List<CapturedEvent> arrived(List<CapturedEvent> events, Instant createdAt) {
        return events.stream()
                .map(event -> new CapturedEvent(
                        event.uuid(),
                        event.event(),
                        event.distinctId(),
                        event.timestamp(),
                        createdAt,
                        event.properties()))
                .toList();
    }

    /** Each did something under another id, then turns out to be somebody who is known, and goes on. */
    private static void merged(ReadSystem system, Crowd crowd) {
        system.capture(crowd.next(ReadSystem.now(), ReadSystem.now()));
        system.capture(crowd.next(ReadSystem.now(), ReadSystem.now(), member -> member.name() + " unknown"));
        system.untilPublished(crowd);
        system.database()
                .betweenPolls(cursor ->
                        system.capture(crowd.identified(member -> member.name() + " unknown", ReadSystem.now())));
        system.capture(crowd.rest(ReadSystem.now(), ReadSystem.now()));
    }

    /** What a person who tidies up PostHog's property definitions may do; the events stay what they are. */
    private static void retyped(ReadSystem system, Crowd crowd) {
        for (String type : List.of("String", "DateTime", "Boolean")) {
            system.database().betweenPolls(cursor -> {
                system.postHog().retype("event", AMOUNT, type);
                system.capture(crowd.next(ReadSystem.now(), ReadSystem.now()));
                system.capture(crowd.others(Map.of(AMOUNT, 50), ReadSystem.now()));
            });
            system.untilPublished(crowd);
        }
    }
}
