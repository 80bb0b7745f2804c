package io.beton.ingest.posthog;

import io.beton.model.event.EventBatch;
import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.QueryBuilder;
import io.beton.model.hogql.SelectorCompiler;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An aggregated read of who was active on which UTC day, and since when they exist, for one or several kinds of subject
 * at once; paged by kind and subject.
 */
public record ActivityQuery(String name, List<Asked> kinds, Range range, int pageSize) {
    /** What ClickHouse answers for the earliest of nothing: a time on the first day there is. */
    static final long FIRST_TIME = Times.DAY;

    public ActivityQuery {
        kinds = List.copyOf(kinds);
        pageSize = Math.min(pageSize, PostHogSource.MOST_ROWS);
    }

    /** One for a single kind of subject. */
    public ActivityQuery(String name, SubjectColumn subject, boolean sessions, Range range, int pageSize) {
        this(name, List.of(new Asked(subject, sessions)), range, pageSize);
    }

    /** The same with pages of another size. */
    public ActivityQuery ofPageSize(int rows) {
        return new ActivityQuery(name, kinds, range, rows);
    }

    /** The page after a position, or the first. */
    public HogQl page(Optional<Position> after) {
        QueryBuilder query = new QueryBuilder();
        List<String> each = IntStream.range(after.map(Position::kind).orElse(0), kinds.size())
                .mapToObj(kind -> ofKind(kind, after.filter(position -> position.kind() == kind), query))
                .toList();
        String text = each.size() == 1
                ? each.get(0)
                : "SELECT kind, subject, first, last, born" + (sessions() ? ", session" : "") + " FROM ("
                        + String.join(" UNION ALL ", each) + ")";
        return query.named(name, text + " ORDER BY kind, subject, first LIMIT " + pageSize);
    }

    private String ofKind(int kind, Optional<Position> after, QueryBuilder query) {
        SubjectColumn subject = kinds.get(kind).subject();
        SelectorCompiler compiler = new SelectorCompiler(query);
        String session = kinds.get(kind).sessions() ? compiler.hashOfFirst(CountedProperty.SESSION) : "''";
        return "SELECT " + kind + " AS kind, " + subject.text() + " AS subject,"
                + " min(timestamp) AS first, max(timestamp) AS last,"
                + " minIf(" + subject.created() + ", " + subject.created() + " >= " + query.time(FIRST_TIME)
                + ") AS born"
                + (sessions() ? ", " + session + " AS session" : "")
                + " FROM events WHERE " + range.condition(query)
                + " AND " + compiler.counted()
                + subject.some()
                + after.map(last -> " AND " + subject.text() + " > "
                                + query.value(last.subject().value()))
                        .orElse("")
                // whole days of UTC, whatever the project's time zone
                + " GROUP BY " + subject.id() + ", floor(toUnixTimestamp(timestamp) / 86400)";
    }

    public RowReader<Page> reader() {
        return new ActivityPageReader(this);
    }

    /** Whether there is a column of sessions. */
    boolean sessions() {
        return kinds.stream().anyMatch(Asked::sessions);
    }

    /**
     * What is asked about the subjects of one kind.
     *
     * @param sessions whether the session of the first event of a day is asked too
     */
    public record Asked(SubjectColumn subject, boolean sessions) {}

    /** The last subject of a page; the next one starts behind it. */
    public record Position(int kind, SubjectId subject) {}

    /** Of one kind of subject, whole days of theirs. */
    public record OfKind(List<EventBatch.Activity> activity, Map<SubjectId, Long> born) {}

    /**
     * @param kinds of each kind that was asked for, in the order of the question
     * @param next the last subject that is whole on this page; nothing where it was the last page
     */
    public record Page(List<OfKind> kinds, Optional<Position> next) {

        /** Of a single kind of subject. */
        public OfKind single() {
            return kinds.get(0);
        }
    }
}
