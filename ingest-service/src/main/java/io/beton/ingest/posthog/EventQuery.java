package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One keyset-paged read of matched events: which selectors, over which range of which time column.
 *
 * @param name what PostHog calls it in its log
 * @param orderedBy the time column that bounds and orders the read, {@code timestamp} or {@code created_at}
 * @param from microseconds, @param to microseconds, exclusive
 * @param notBefore a lower bound of {@code timestamp}, by which PostHog finds its partitions
 */
public record EventQuery(
        String name, List<Selector> selectors, String orderedBy, long from, long to, long notBefore, int pageSize) {
    private static final int FIXED_COLUMNS = 4;
    private static final int UUID_COLUMN = 0;
    private static final int SUBJECT_COLUMN = 1;
    private static final int TIMESTAMP_COLUMN = 2;
    private static final int CREATED_COLUMN = 3;

    /** The page after a position, or the first. */
    public HogQl page(Optional<Position> after) {
        QueryBuilder query = new QueryBuilder();
        String text = "SELECT uuid, person_id, timestamp, created_at, " + query.masks(selectors)
                + " FROM events WHERE " + orderedBy + " >= " + query.time(from)
                + " AND " + orderedBy + " < " + query.time(to)
                + " AND timestamp >= " + query.time(notBefore)
                + " AND " + query.anyEventOf(selectors)
                + after.map(position -> " AND " + later(query, position)).orElse("")
                + " ORDER BY " + orderedBy + ", uuid LIMIT " + pageSize;
        return query.named(name, text);
    }

    /** The rows of an answer; those that matched no selector are left out of the events but move the position. */
    public Page read(JsonNode answer) {
        JsonNode rows = answer.path("results");
        List<EventBatch.Event> events = new ArrayList<>();
        for (JsonNode row : rows) {
            Set<SelectorId> matched = matched(row);
            if (!matched.isEmpty()) {
                events.add(new EventBatch.Event(
                        new SubjectId(row.get(SUBJECT_COLUMN).asText()),
                        micros(row.get(TIMESTAMP_COLUMN)),
                        micros(row.get(CREATED_COLUMN)),
                        UUID.fromString(row.get(UUID_COLUMN).asText()),
                        matched));
            }
        }
        if (rows.size() < pageSize) {
            return new Page(events, Optional.empty());
        }
        JsonNode last = rows.get(rows.size() - 1);
        int ordered = "timestamp".equals(orderedBy) ? TIMESTAMP_COLUMN : CREATED_COLUMN;
        return new Page(
                events,
                Optional.of(new Position(
                        micros(last.get(ordered)), last.get(UUID_COLUMN).asText())));
    }

    /** A datetime as PostHog writes it, in microseconds. */
    public static long micros(JsonNode datetime) {
        return Times.micros(OffsetDateTime.parse(datetime.asText()).toInstant());
    }

    private String later(QueryBuilder query, Position position) {
        String time = query.time(position.time());
        return "(" + orderedBy + " > " + time + " OR (" + orderedBy + " = " + time + " AND uuid > toUUID("
                + query.value(position.uuid()) + ")))";
    }

    private Set<SelectorId> matched(JsonNode row) {
        Set<SelectorId> matched = new HashSet<>();
        for (int i = 0; i < selectors.size(); i++) {
            long mask = row.get(FIXED_COLUMNS + i / QueryBuilder.MASK_BITS).asLong();
            if ((mask >> (i % QueryBuilder.MASK_BITS) & 1) == 1) {
                matched.add(selectors.get(i).id());
            }
        }
        return matched;
    }

    /** Where a page ended; the next one starts behind it. */
    public record Position(long time, String uuid) {}

    /** @param next where to go on; nothing where this was the last page */
    public record Page(List<EventBatch.Event> events, Optional<Position> next) {}
}
