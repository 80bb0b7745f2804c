package io.beton.ingest.posthog;

import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.QueryBuilder;
import io.beton.model.hogql.SelectorCompiler;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.Selector;
import io.beton.model.match.Times;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts, on each UTC day, the events that are read for each kind of subject, and says when the last of them arrived.
 */
public record LateCountQuery(String name, List<Asked> kinds, Range.Late range) {
    public LateCountQuery {
        kinds = List.copyOf(kinds);
    }

    public HogQl query() {
        return SourceFailure.refusing(this::written);
    }

    private HogQl written() {
        QueryBuilder query = new QueryBuilder();
        SelectorCompiler compiler = new SelectorCompiler(query);
        List<String> read = kinds.stream().map(asked -> read(compiler, asked)).toList();
        String day = "floor(toUnixTimestamp(timestamp) / 86400)";
        String columns = IntStream.range(0, kinds.size())
                .mapToObj(kind -> ", countIf(" + read.get(kind) + ") AS events_" + kind + ", maxIf(created_at, "
                        + read.get(kind) + ") AS latest_" + kind)
                .collect(Collectors.joining());
        long days =
                Times.day(range.happened().to()) - Times.day(range.happened().from()) + 1;
        return query.named(
                name,
                "SELECT " + day + " AS day" + columns + " FROM events WHERE " + range.condition(query) + " AND ("
                        + String.join(" OR ", read) + ") GROUP BY " + day + " ORDER BY day LIMIT " + days);
    }

    private static String read(SelectorCompiler compiler, Asked asked) {
        String matched = compiler.matchesAny(asked.selectors);
        String read = asked.activity ? "((" + matched + ") OR " + compiler.counted() + ")" : matched;
        return "(" + read + asked.subject.some() + ")";
    }

    /** Of the days with such events. */
    public RowReader<List<Day>> reader() {
        List<Day> days = new ArrayList<>();
        return new RowReader<>() {
            @Override
            public void row(RowValues row) throws IOException {
                long day = row.number();
                for (int kind = 0; kind < kinds.size(); kind++) {
                    long events = row.number();
                    long latest = row.microsIfAny().orElse(0);
                    if (events > 0) {
                        days.add(new Day(kind, day, events, latest));
                    }
                }
            }

            @Override
            public List<Day> result() {
                return days;
            }
        };
    }

    /**
     * What is counted for the subjects of one kind.
     *
     * @param activity whether every event that is use of the product counts too
     */
    public record Asked(SubjectColumn subject, List<Selector> selectors, boolean activity) {
        public Asked {
            selectors = List.copyOf(selectors);
        }
    }

    /** How many events of a day there are for a kind of subject, and when the last of them arrived. */
    public record Day(int kind, long day, long events, long latest) {}
}
