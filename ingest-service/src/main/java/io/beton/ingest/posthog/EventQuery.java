package io.beton.ingest.posthog;

import io.beton.model.event.EventBatch;
import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.QueryBuilder;
import io.beton.model.hogql.SelectorCompiler;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Selector;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One keyset-paged read of matched events, for one or several kinds of subject at once. What crosses the wire of an
 * event is its uuid, two times, a bit for each selector, a hash of each property whose values are told apart, and its
 * subject of each kind, in this order of columns.
 *
 * @param name what PostHog calls it in its log
 */
public record EventQuery(String name, List<Asked> kinds, Range range, int pageSize) {
    public EventQuery {
        kinds = List.copyOf(kinds);
        pageSize = Math.min(pageSize, PostHogSource.MOST_ROWS);
    }

    /** One for a single kind of subject. */
    public EventQuery(
            String name,
            SubjectColumn subject,
            List<Selector> selectors,
            List<CountedProperty> counted,
            Range range,
            int pageSize) {
        this(name, List.of(new Asked(subject, selectors, counted)), range, pageSize);
    }

    /** The same with pages of another size. */
    public EventQuery ofPageSize(int rows) {
        return new EventQuery(name, kinds, range, rows);
    }

    /** The page after a position, or the first. Of copies of one event on a page's edge the first one is kept. */
    public HogQl page(Optional<Position> after) {
        return SourceFailure.refusing(() -> written(after));
    }

    private HogQl written(Optional<Position> after) {
        QueryBuilder query = new QueryBuilder();
        SelectorCompiler compiler = new SelectorCompiler(query);
        Stream<String> columns = Stream.of(
                        Stream.of("uuid, timestamp, created_at", compiler.masks(selectors())),
                        hashes(compiler),
                        kinds.stream().map(asked -> asked.subject().id()))
                .flatMap(Function.identity());
        String text = "SELECT " + columns.collect(Collectors.joining(", "))
                + " FROM events WHERE " + range.condition(query)
                + " AND " + matched(compiler)
                + after.map(position -> " AND " + later(query, position)).orElse("")
                + " ORDER BY " + range.column() + ", uuid, created_at, timestamp, event LIMIT " + pageSize;
        return query.named(name, text);
    }

    /** Makes an object of each event. */
    public RowReader<Page> reader() {
        EventObjects objects = new EventObjects(this);
        return reader(objects).map(end -> new Page(objects.kinds(), end.next()));
    }

    /** Hands the events on while they come. */
    public RowReader<End> reader(EventReceiver receiver) {
        return new EventPageReader(this, receiver);
    }

    /** In the order of their bits. */
    public List<Selector> selectors() {
        return kinds.stream()
                .flatMap(asked -> asked.selectors().stream())
                .distinct()
                .toList();
    }

    /** The properties whose values are told apart, in the order of their columns. */
    public List<String> properties() {
        return counted().map(CountedProperty::property).distinct().toList();
    }

    private Stream<CountedProperty> counted() {
        return kinds.stream().flatMap(asked -> asked.counted().stream());
    }

    private String matched(SelectorCompiler compiler) {
        List<String> each = kinds.stream()
                .map(asked ->
                        compiler.matchesAny(asked.selectors()) + asked.subject().some())
                .toList();
        return each.size() == 1 ? each.get(0) : "((" + String.join(") OR (", each) + "))";
    }

    private Stream<String> hashes(SelectorCompiler compiler) {
        List<String> properties = properties();
        return properties.stream().map(property -> {
            List<Selector> of = counted()
                    .filter(value -> value.property().equals(property))
                    .map(CountedProperty::of)
                    .distinct()
                    .toList();
            return compiler.hash(property, of) + " AS value_" + properties.indexOf(property);
        });
    }

    private String later(QueryBuilder query, Position position) {
        String time = query.time(position.time());
        return "(" + range.column() + " > " + time + " OR (" + range.column() + " = " + time + " AND uuid > toUUID("
                + query.value(position.uuid()) + ")))";
    }

    /** What is asked about the subjects of one kind. */
    public record Asked(SubjectColumn subject, List<Selector> selectors, List<CountedProperty> counted) {
        public Asked {
            selectors = List.copyOf(selectors);
            counted = List.copyOf(counted);
        }
    }

    /** Where a page ended; the next one starts behind it. The uuid is only ever compared by PostHog. */
    public record Position(long time, String uuid) {}

    /**
     * How a page ended.
     *
     * @param next where to go on; nothing where this was the last page
     */
    public record End(long rows, Optional<Position> next) {}

    /**
     * @param kinds the events of each kind of subject that was asked for, in the order of the question
     * @param next where to go on; nothing where this was the last page
     */
    public record Page(List<List<EventBatch.Event>> kinds, Optional<Position> next) {}
}
