package io.beton.model.match;

import io.beton.model.hypothesis.Selector;
import java.util.List;
import java.util.Set;

/** One subject's history as plain facts, and the view of it that the matcher gets. */
record PlainHistory(List<PlainEvent> events, long firstSeen, long created) {

    /** One event with the selectors that it matches; two of them may agree in everything and be two. */
    record PlainEvent(long time, Set<Selector> matched) {}

    List<PlainEvent> matching(Selector selector) {
        return events.stream()
                .filter(event -> event.matched().contains(selector))
                .toList();
    }

    /** Selector numbers stand for the places in the list. */
    SubjectEvents seenBy(List<Selector> selectors) {
        List<long[]> times = selectors.stream()
                .map(selector -> matching(selector).stream()
                        .mapToLong(PlainEvent::time)
                        .sorted()
                        .toArray())
                .toList();
        return new SubjectEvents() {
            @Override
            public int count(int selector) {
                return times.get(selector).length;
            }

            @Override
            public long time(int selector, int i) {
                return times.get(selector)[i];
            }

            @Override
            public long firstSeen() {
                return firstSeen;
            }

            @Override
            public long subjectCreated() {
                return created;
            }
        };
    }
}
