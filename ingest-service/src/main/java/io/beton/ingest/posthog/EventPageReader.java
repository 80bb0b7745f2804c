package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.event.EventBatch;
import io.beton.model.hogql.SelectorCompiler;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes events of the rows of an {@link EventQuery}, for each kind of subject those that its own selectors match. */
final class EventPageReader implements RowReader<EventQuery.Page> {
    private static final int UUID_COLUMN = 0;
    private static final int TIMESTAMP_COLUMN = 1;
    private static final int CREATED_COLUMN = 2;
    private static final int FIRST_MASK = 3;

    private final EventQuery query;
    private final List<Selector> selectors;
    private final List<String> properties;
    private final int firstHash;
    private final int firstSubject;
    private final List<Kind> kinds;
    private int rows;
    private Optional<EventQuery.Position> last = Optional.empty();

    EventPageReader(EventQuery query) {
        this.query = query;
        this.selectors = query.selectors();
        this.properties = query.properties();
        this.firstHash = FIRST_MASK + (selectors.size() + SelectorCompiler.MASK_BITS - 1) / SelectorCompiler.MASK_BITS;
        this.firstSubject = firstHash + properties.size();
        this.kinds = query.kinds().stream().map(Kind::of).toList();
    }

    @Override
    public void row(JsonNode row) {
        rows++;
        long timestamp = PostHogTime.micros(row.get(TIMESTAMP_COLUMN));
        long createdAt = PostHogTime.micros(row.get(CREATED_COLUMN));
        String uuid = row.get(UUID_COLUMN).asText();
        last = Optional.of(new EventQuery.Position(query.range().created() ? createdAt : timestamp, uuid));
        Set<SelectorId> matched = matched(row);
        Map<String, Long> values = values(row);
        for (int i = 0; i < kinds.size(); i++) {
            String subject = row.get(firstSubject + i).asText("");
            Kind kind = kinds.get(i);
            Set<SelectorId> own = kind.only(matched);
            if (!subject.isEmpty() && !own.isEmpty()) {
                kind.events.add(new EventBatch.Event(
                        new SubjectId(subject),
                        timestamp,
                        createdAt,
                        UUID.fromString(uuid),
                        own,
                        kind.onlyCounted(values)));
            }
        }
    }

    @Override
    public EventQuery.Page result() {
        return new EventQuery.Page(
                kinds.stream().map(Kind::events).toList(), rows < query.pageSize() ? Optional.empty() : last);
    }

    private Map<String, Long> values(JsonNode row) {
        Map<String, Long> values = new HashMap<>();
        for (int i = 0; i < properties.size(); i++) {
            long hash = PostHogHash.read(row.get(firstHash + i));
            if (hash != PostHogHash.MISSING) {
                values.put(properties.get(i), hash);
            }
        }
        return values;
    }

    private Set<SelectorId> matched(JsonNode row) {
        Set<SelectorId> matched = new HashSet<>();
        for (int i = 0; i < selectors.size(); i++) {
            long mask = row.get(FIRST_MASK + i / SelectorCompiler.MASK_BITS).asLong();
            if ((mask >> (i % SelectorCompiler.MASK_BITS) & 1) == 1) {
                matched.add(selectors.get(i).id());
            }
        }
        return matched;
    }

    private record Kind(Set<SelectorId> selectors, Set<String> counted, List<EventBatch.Event> events) {
        static Kind of(EventQuery.Asked asked) {
            return new Kind(
                    asked.selectors().stream().map(Selector::id).collect(Collectors.toSet()),
                    asked.counted().stream().map(CountedProperty::property).collect(Collectors.toSet()),
                    new ArrayList<>());
        }

        Set<SelectorId> only(Set<SelectorId> matched) {
            return matched.stream().filter(selectors::contains).collect(Collectors.toSet());
        }

        Map<String, Long> onlyCounted(Map<String, Long> values) {
            Map<String, Long> own = new HashMap<>(values);
            own.keySet().retainAll(counted);
            return own;
        }
    }
}
