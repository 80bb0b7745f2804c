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
                    "SELECT countIf(" + matched + ") AS matched, count() AS total, uniq(" + subject.id()
                            + ") AS subjects FROM events WHERE " + range.condition(query) + " AND (" + read + ")"
                            + subject.some());
        });
    }

    public static Size read(JsonNode row) {
        return new Size(row.get(0).asLong(), row.get(1).asLong(), row.get(2).asLong());
    }

    /**
     * What was counted, copies included.
     *
     * @param matched events that match one of the selectors
     * @param total those and, where activity is read, the counted ones
     */
    public record Size(long matched, long total, long subjects) {
        public static final Size NOTHING = new Size(0, 0, 0);

        /** Of both parts of a range; some subjects may be in both, so that there are at least as many as in either. */
        public Size plus(Size other) {
            return new Size(matched + other.matched, total + other.total, Math.max(subjects, other.subjects));
        }
    }
}
