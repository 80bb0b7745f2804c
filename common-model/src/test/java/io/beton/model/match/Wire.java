package io.beton.model.match;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.SubjectId;
import io.beton.model.match.PlainHistory.PlainEvent;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a reader of the source makes of plain events. */
public final class Wire {
    private Wire() {}

    public static EventBatch.Event event(
            SubjectId subject, PlainEvent event, Collection<Selector> selectors, Collection<CountedProperty> counted) {
        Map<String, Long> values = new HashMap<>();
        counted.stream()
                .filter(property -> event.matches(property.of()) && event.hash(property.property()) != 0)
                .forEach(property -> values.put(property.property(), event.hash(property.property())));
        return new EventBatch.Event(
                subject,
                event.time(),
                event.createdAt(),
                event.uuid(),
                selectors.stream().filter(event::matches).map(Selector::id).collect(Collectors.toSet()),
                values);
    }

    /** The days of those that are counted. */
    public static List<EventBatch.Activity> activity(SubjectId subject, Collection<PlainEvent> events) {
        Map<Long, List<PlainEvent>> days = events.stream()
                .filter(PlainEvent::counted)
                .sorted(Comparator.comparingLong(PlainEvent::time).thenComparing(PlainEvent::id))
                .collect(Collectors.groupingBy(event -> Times.day(event.time())));
        return days.values().stream()
                .map(day -> new EventBatch.Activity(
                        subject,
                        day.get(0).time(),
                        day.get(day.size() - 1).time(),
                        day.get(0).hash(CountedProperty.SESSION)))
                .toList();
    }
}
