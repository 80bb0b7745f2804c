package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.event.EventBatch;
import io.beton.model.hogql.SelectorCompiler;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the rows of an {@link EventQuery} say, read in the plainest way. */
public final class PlainEvents {
    private static final int FIRST_MASK = 3;

    private PlainEvents() {}

    /** Those of each kind of subject. */
    public static List<List<EventBatch.Event>> of(EventQuery query, List<JsonNode> rows) {
        List<List<EventBatch.Event>> kinds = new ArrayList<>();
        for (int kind = 0; kind < query.kinds().size(); kind++) {
            List<EventBatch.Event> events = new ArrayList<>();
            for (JsonNode row : rows) {
                String subject = row.get(firstSubject(query) + kind).asText("");
                Set<SelectorId> matched = matched(query, query.kinds().get(kind), row);
                if (!subject.isEmpty() && !matched.isEmpty()) {
                    events.add(new EventBatch.Event(
                            new SubjectId(subject),
                            micros(row.get(1).asText()),
                            micros(row.get(2).asText()),
                            UUID.fromString(row.get(0).asText()),
                            matched,
                            values(query, query.kinds().get(kind), row)));
                }
            }
            kinds.add(events);
        }
        return kinds;
    }

    static long micros(String datetime) {
        TemporalAccessor read = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                datetime.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
        OffsetDateTime time =
                read instanceof LocalDateTime local ? local.atOffset(ZoneOffset.UTC) : (OffsetDateTime) read;
        return Times.micros(time.toInstant());
    }

    private static int firstHash(EventQuery query) {
        return FIRST_MASK + (query.selectors().size() + SelectorCompiler.MASK_BITS - 1) / SelectorCompiler.MASK_BITS;
    }

    private static int firstSubject(EventQuery query) {
        return firstHash(query) + query.properties().size();
    }

    private static Set<SelectorId> matched(EventQuery query, EventQuery.Asked asked, JsonNode row) {
        Set<SelectorId> matched = new HashSet<>();
        List<Selector> selectors = query.selectors();
        for (int i = 0; i < selectors.size(); i++) {
            long mask = row.get(FIRST_MASK + i / SelectorCompiler.MASK_BITS).asLong();
            boolean bit = (mask >> (i % SelectorCompiler.MASK_BITS) & 1) == 1;
            if (bit && asked.selectors().contains(selectors.get(i))) {
                matched.add(selectors.get(i).id());
            }
        }
        return matched;
    }

    private static Map<String, Long> values(EventQuery query, EventQuery.Asked asked, JsonNode row) {
        Map<String, Long> values = new HashMap<>();
        List<String> properties = query.properties();
        for (int i = 0; i < properties.size(); i++) {
            String property = properties.get(i);
            String digits = row.get(firstHash(query) + i).asText("");
            boolean own =
                    asked.counted().stream().map(CountedProperty::property).anyMatch(property::equals);
            if (own && !digits.isEmpty()) {
                long hash = Long.parseUnsignedLong(digits);
                values.put(property, hash == 0 ? 1 : hash);
            }
        }
        return values;
    }
}
