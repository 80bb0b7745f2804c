package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.event.EventBatch;
import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.QueryBuilder;
import io.beton.model.hogql.SelectorCompiler;
import io.beton.model.hogql.SubjectColumn;
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

/**
 * One keyset-paged read of matched events. What crosses the wire of an event is its uuid, subject, two times, a bit for
 * each selector, and a hash of each property whose values are told apart.
 *
 * @param name what PostHog calls it in its log
 */
public record EventQuery(
        String name,
        SubjectColumn subject,
        List<Selector> selectors,
        List<CountedProperty> counted,
        Range range,
        int pageSize) {
    private static final int UUID_COLUMN = 0;
    private static final int SUBJECT_COLUMN = 1;
    private static final int TIMESTAMP_COLUMN = 2;
    private static final int CREATED_COLUMN = 3;
    private static final int FIXED_COLUMNS = 4;

    public EventQuery {
        selectors = List.copyOf(selectors);
        counted = List.copyOf(counted);
    }

    /** One for which no property's values are told apart. */
    public EventQuery(String name, SubjectColumn subject, List<Selector> selectors, Range range, int pageSize) {
        this(name, subject, selectors, List.of(), range, pageSize);
    }

    /** The page after a position, or the first. Of copies of one event on a page's edge the first one is kept. */
    public HogQl page(Optional<Position> after) {
        return SourceFailure.refusing(() -> written(after));
    }

    private HogQl written(Optional<Position> after) {
        QueryBuilder query = new QueryBuilder();
        SelectorCompiler compiler = new SelectorCompiler(query);
        String ordered = range.column();
        String text = "SELECT uuid, " + subject.id() + ", timestamp, created_at, " + compiler.masks(selectors)
                + hashes(compiler)
                + " FROM events WHERE " + range.condition(query)
                + " AND " + compiler.matchesAny(selectors)
                + subject.some()
                + after.map(position -> " AND " + later(query, position)).orElse("")
                + " ORDER BY " + ordered + ", uuid, created_at, timestamp, event LIMIT " + pageSize;
        return query.named(name, text);
    }

    public RowReader<Page> reader() {
        return new PageReader();
    }

    /** The properties whose values are told apart, in the order of their columns. */
    private List<String> properties() {
        return counted.stream().map(CountedProperty::property).distinct().toList();
    }

    private String hashes(SelectorCompiler compiler) {
        StringBuilder columns = new StringBuilder();
        List<String> properties = properties();
        for (int i = 0; i < properties.size(); i++) {
            String property = properties.get(i);
            List<Selector> of = counted.stream()
                    .filter(value -> value.property().equals(property))
                    .map(CountedProperty::of)
                    .toList();
            columns.append(", ")
                    .append(compiler.hash(property, of))
                    .append(" AS value_")
                    .append(i);
        }
        return columns.toString();
    }

    private String later(QueryBuilder query, Position position) {
        String time = query.time(position.time());
        return "(" + range.column() + " > " + time + " OR (" + range.column() + " = " + time + " AND uuid > toUUID("
                + query.value(position.uuid()) + ")))";
    }

    /** Where a page ended; the next one starts behind it. The uuid is only ever compared by PostHog. */
    public record Position(long time, String uuid) {}

    /** @param next where to go on; nothing where this was the last page */
    public record Page(List<EventBatch.Event> events, Optional<Position> next) {}

    private final class PageReader implements RowReader<Page> {
        private final List<EventBatch.Event> events = new ArrayList<>();
        private final List<String> properties = properties();
        private final int firstHash =
                FIXED_COLUMNS + (selectors.size() + SelectorCompiler.MASK_BITS - 1) / SelectorCompiler.MASK_BITS;
        private int rows;
        private Optional<Position> last = Optional.empty();

        @Override
        public void row(JsonNode row) {
            rows++;
            long timestamp = PostHogTime.micros(row.get(TIMESTAMP_COLUMN));
            long createdAt = PostHogTime.micros(row.get(CREATED_COLUMN));
            String uuid = row.get(UUID_COLUMN).asText();
            last = Optional.of(new Position(range.created() ? createdAt : timestamp, uuid));
            Set<SelectorId> matched = matched(row);
            if (!matched.isEmpty() && !row.get(SUBJECT_COLUMN).isNull()) {
                SubjectId subject = new SubjectId(row.get(SUBJECT_COLUMN).asText());
                events.add(new EventBatch.Event(
                        subject, timestamp, createdAt, UUID.fromString(uuid), matched, values(row)));
            }
        }

        @Override
        public Page result() {
            return new Page(events, rows < pageSize ? Optional.empty() : last);
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
                long mask =
                        row.get(FIXED_COLUMNS + i / SelectorCompiler.MASK_BITS).asLong();
                if ((mask >> (i % SelectorCompiler.MASK_BITS) & 1) == 1) {
                    matched.add(selectors.get(i).id());
                }
            }
            return matched;
        }
    }
}
