package io.beton.ingest.posthog;

import io.beton.model.event.EventBatch;
import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.QueryBuilder;
import io.beton.model.hogql.SelectorCompiler;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An aggregated read of when each subject first reached an outcome; paged by subject. */
public record EarlierQuery(String name, SubjectColumn subject, Selector outcome, Range range, int pageSize) {
    public EarlierQuery {
        pageSize = Math.min(pageSize, PostHogSource.MOST_ROWS);
    }

    public HogQl page(Optional<SubjectId> after) {
        return SourceFailure.refusing(() -> written(after));
    }

    private HogQl written(Optional<SubjectId> after) {
        QueryBuilder query = new QueryBuilder();
        String text = "SELECT " + subject.id() + ", min(timestamp) AS first FROM events WHERE " + range.condition(query)
                + " AND " + new SelectorCompiler(query).matches(outcome)
                + subject.some()
                + after.map(last -> " AND " + subject.after(last, query)).orElse("")
                + " GROUP BY " + subject.id() + " ORDER BY " + subject.id() + " LIMIT " + pageSize;
        return query.named(name, text);
    }

    public RowReader<Page> reader() {
        SelectorId reached = outcome.id();
        List<EventBatch.EarlierOutcome> found = new ArrayList<>();
        return new RowReader<>() {
            @Override
            public void row(RowValues row) throws IOException {
                SubjectId subject = new SubjectId(row.text());
                found.add(new EventBatch.EarlierOutcome(subject, reached, row.micros()));
            }

            @Override
            public Page result() {
                return new Page(
                        found,
                        found.size() < pageSize
                                ? Optional.empty()
                                : Optional.of(found.get(found.size() - 1).subject()));
            }
        };
    }

    /** @param next the last subject of this page; nothing where it was the last page */
    public record Page(List<EventBatch.EarlierOutcome> found, Optional<SubjectId> next) {}
}
