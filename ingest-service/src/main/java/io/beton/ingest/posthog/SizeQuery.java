package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.QueryBuilder;
import io.beton.model.hogql.SelectorCompiler;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.Selector;
import java.util.List;

/**
 * Counts what a reading will come to, before it is read.
 *
 * @param activity whether subjects that only have counted events will be read too
 */
public record SizeQuery(String name, SubjectColumn subject, List<Selector> selectors, boolean activity, Range range) {

    public HogQl query() {
        return SourceFailure.refusing(() -> {
            QueryBuilder query = new QueryBuilder();
            SelectorCompiler compiler = new SelectorCompiler(query);
            String matched = compiler.matchesAny(selectors);
            String read = activity ? "(" + matched + ") OR " + compiler.counted() : matched;
            return query.named(
                    name,
                    "SELECT countIf(" + matched + ") AS matched, uniq(" + subject.id()
                            + ") AS subjects FROM events WHERE " + range.condition(query) + " AND (" + read + ")"
                            + subject.some());
        });
    }

    public static Size read(JsonNode row) {
        return new Size(row.get(0).asLong(), row.get(1).asLong());
    }

    /** @param events that match one of the selectors, copies included */
    public record Size(long events, long subjects) {}
}
