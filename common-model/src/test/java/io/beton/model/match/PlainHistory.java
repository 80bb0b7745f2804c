package io.beton.model.match;

import io.beton.model.hypothesis.CountedEvents;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One subject's history as plain facts, as the source holds them: copies of events included, in any order.
 *
 * @param created when the source made the subject
 */
public record PlainHistory(List<PlainEvent> events, OptionalLong created) {

    public PlainHistory {
        events = List.copyOf(events);
    }

    /** One event, or a copy of one; properties that are missing are left out. */
    public record PlainEvent(UUID uuid, String name, long time, long createdAt, Map<String, String> properties) {
        public PlainEvent {
            properties = Map.copyOf(properties);
        }

        /** Filters are understood as far as the generators use them: equality of event properties with texts. */
        public boolean matches(Selector selector) {
            boolean named = selector.anyCounted() ? counted() : name.equals(selector.event());
            return named
                    && selector.where().stream()
                            .allMatch(filter -> filter.op() == PropertyFilter.Operator.EQ
                                    && filter.value().get().equals(properties.get(filter.property())));
        }

        public PlainEvent as(UUID other) {
            return new PlainEvent(other, name, time, createdAt, properties);
        }

        public boolean counted() {
            return !CountedEvents.BOOKKEEPING.contains(name);
        }

        /** The order of events at one time. */
        String id() {
            return uuid.toString().toLowerCase(Locale.ROOT);
        }

        /** What crosses the wire of a value. */
        public long hash(String property) {
            String value = properties.getOrDefault(property, "");
            return value.isEmpty() ? SubjectEvents.NO_VALUE : value.hashCode() + 1_000_000_007L;
        }
    }

    /** The events of a window, each once: of copies in it the one that came first. */
    public List<PlainEvent> within(long from, long to) {
        Map<UUID, PlainEvent> first = new HashMap<>();
        events.stream()
                .filter(event -> event.time() >= from && event.time() < to)
                .sorted(Comparator.comparingLong(PlainEvent::createdAt)
                        .thenComparingLong(PlainEvent::time)
                        .thenComparing(PlainEvent::name))
                .forEach(event -> first.putIfAbsent(event.uuid(), event));
        return first.values().stream()
                .sorted(Comparator.comparingLong(PlainEvent::time).thenComparing(PlainEvent::id))
                .toList();
    }

    /** A window of it as the matcher sees it; the numbering stands for these selectors and properties, in this order. */
    public SubjectEvents seenBy(List<Selector> selectors, List<CountedProperty> counted, long from, long to) {
        List<PlainEvent> window = within(from, to);
        List<List<PlainEvent>> matches = selectors.stream()
                .map(selector ->
                        window.stream().filter(event -> event.matches(selector)).toList())
                .toList();
        List<PlainEvent> active = window.stream().filter(PlainEvent::counted).toList();
        List<long[]> days = active.stream()
                .map(event -> Times.day(event.time()))
                .distinct()
                .sorted()
                .map(day -> active.stream()
                        .mapToLong(PlainEvent::time)
                        .filter(time -> Times.day(time) == day)
                        .toArray())
                .toList();
        return new SubjectEvents() {
            @Override
            public int count(int selector) {
                return matches.get(selector).size();
            }

            @Override
            public long time(int selector, int i) {
                return matches.get(selector).get(i).time();
            }

            @Override
            public long value(int property, int i) {
                CountedProperty of = counted.get(property);
                return matches.get(selectors.indexOf(of.of())).get(i).hash(of.property());
            }

            @Override
            public int activeDays() {
                return days.size();
            }

            @Override
            public long firstOfDay(int i) {
                return days.get(i)[0];
            }

            @Override
            public long lastOfDay(int i) {
                return days.get(i)[days.get(i).length - 1];
            }

            @Override
            public long firstSession() {
                return active.isEmpty() ? NO_VALUE : active.get(0).hash(CountedProperty.SESSION);
            }

            @Override
            public long subjectCreated() {
                return created.orElse(Times.NEVER);
            }
        };
    }
}
