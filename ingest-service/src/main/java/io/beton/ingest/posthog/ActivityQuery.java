package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.event.EventBatch;
import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.QueryBuilder;
import io.beton.model.hogql.SelectorCompiler;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An aggregated read of who was active on which UTC day, and since when they exist; paged by subject.
 *
 * @param sessions whether the session of the first event of a day is asked too
 */
public record ActivityQuery(String name, SubjectColumn subject, boolean sessions, Range range, int pageSize) {
    /** What ClickHouse answers for the earliest of nothing: a time on the first day there is. */
    private static final long FIRST_TIME = Times.DAY;

    public HogQl page(Optional<SubjectId> after) {
        QueryBuilder query = new QueryBuilder();
        String text = "SELECT " + subject.id() + ", min(timestamp) AS first, max(timestamp) AS last,"
                + " minIf(" + subject.created() + ", " + subject.created() + " >= " + query.time(FIRST_TIME)
                + ") AS born"
                + (sessions
                        ? ", " + new SelectorCompiler(query).hashOfFirst(CountedProperty.SESSION) + " AS session"
                        : "")
                + " FROM events WHERE " + range.condition(query)
                + " AND " + new SelectorCompiler(query).counted()
                + subject.some()
                + after.map(last -> " AND " + subject.after(last, query)).orElse("")
                // whole days of UTC, whatever the project's time zone
                + " GROUP BY " + subject.id() + ", floor(toUnixTimestamp(timestamp) / 86400)"
                + " ORDER BY " + subject.id() + ", first LIMIT " + pageSize;
        return query.named(name, text);
    }

    public RowReader<Page> reader() {
        return new PageReader();
    }

    /** @param next the last subject that is whole on this page; nothing where it was the last page */
    public record Page(List<EventBatch.Activity> activity, Map<SubjectId, Long> born, Optional<SubjectId> next) {}

    private final class PageReader implements RowReader<Page> {
        private final List<EventBatch.Activity> activity = new ArrayList<>();
        private final Map<SubjectId, Long> born = new HashMap<>();
        private int rows;

        @Override
        public void row(JsonNode row) {
            rows++;
            if (row.get(0).isNull()) {
                return;
            }
            SubjectId active = new SubjectId(row.get(0).asText());
            activity.add(new EventBatch.Activity(
                    active,
                    PostHogTime.micros(row.get(1)),
                    PostHogTime.micros(row.get(2)),
                    sessions ? PostHogHash.read(row.get(4)) : PostHogHash.MISSING));
            if (!row.get(3).isNull() && PostHogTime.micros(row.get(3)) >= FIRST_TIME) {
                born.merge(active, PostHogTime.micros(row.get(3)), Math::min);
            }
        }

        @Override
        public Page result() {
            if (rows < pageSize) {
                return new Page(activity, born, Optional.empty());
            }
            SubjectId cut = activity.get(activity.size() - 1).subject();
            List<EventBatch.Activity> whole =
                    activity.stream().filter(day -> !day.subject().equals(cut)).toList();
            if (whole.isEmpty()) {
                throw new SourceFailure(
                        SourceFailure.Kind.REFUSED, "one subject is active on more days than a page has rows");
            }
            born.remove(cut);
            return new Page(whole, born, Optional.of(whole.get(whole.size() - 1).subject()));
        }
    }
}
