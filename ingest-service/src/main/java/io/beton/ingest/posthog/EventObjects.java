package io.beton.ingest.posthog;

import io.beton.model.event.EventBatch;
import io.beton.model.hogql.SelectorCompiler;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Makes an object of each event, for readers of few. */
final class EventObjects implements EventReceiver {
    private final List<SelectorId> selectors;
    private final List<String> properties;
    private final List<List<EventBatch.Event>> kinds;
    private final Map<List<Long>, Set<SelectorId>> matched = new HashMap<>();

    EventObjects(EventQuery query) {
        this.selectors = query.selectors().stream().map(Selector::id).toList();
        this.properties = query.properties();
        this.kinds = query.kinds().stream()
                .<List<EventBatch.Event>>map(kind -> new ArrayList<>())
                .toList();
    }

    @Override
    public void event(int kind, EventRow event) {
        kinds.get(kind)
                .add(new EventBatch.Event(
                        new SubjectId(new String(event.subjectId(), StandardCharsets.UTF_8)),
                        event.timestamp(),
                        event.createdAt(),
                        new UUID(event.uuidHigh(), event.uuidLow()),
                        matched(event),
                        values(event)));
    }

    List<List<EventBatch.Event>> kinds() {
        return kinds;
    }

    private Set<SelectorId> matched(EventRow event) {
        List<Long> masks = new ArrayList<>(event.masks());
        for (int column = 0; column < event.masks(); column++) {
            masks.add(event.mask(column));
        }
        return matched.computeIfAbsent(masks, this::selectors);
    }

    private Set<SelectorId> selectors(List<Long> masks) {
        Set<SelectorId> matches = new HashSet<>();
        for (int column = 0; column < masks.size(); column++) {
            for (long left = masks.get(column); left != 0; left &= left - 1) {
                matches.add(selectors.get(column * SelectorCompiler.MASK_BITS + Long.numberOfTrailingZeros(left)));
            }
        }
        return Set.copyOf(matches);
    }

    private Map<String, Long> values(EventRow event) {
        Map<String, Long> values = new HashMap<>();
        for (int i = 0; i < event.properties(); i++) {
            if (event.hash(i) != PostHogHash.MISSING) {
                values.put(properties.get(i), event.hash(i));
            }
        }
        return values;
    }
}
