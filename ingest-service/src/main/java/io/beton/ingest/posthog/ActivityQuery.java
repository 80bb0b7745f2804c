package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.event.EventBatch;
import io.beton.model.id.SubjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One aggregated read of who was active when, and since when they exist.
 *
 * @param boundedBy the time column of the range, {@code timestamp} or {@code created_at}
 */
public record ActivityQuery(String name, String boundedBy, long from, long to, long notBefore) {
    /** PostHog cuts longer answers without a word. */
    private static final int MOST_ROWS = 50_000;

    public HogQl query() {
        QueryBuilder query = new QueryBuilder();
        return query.named(
                name,
                "SELECT person_id, min(timestamp) AS first, max(timestamp) AS last, min(person.created_at) AS born"
                        + " FROM events WHERE " + boundedBy + " >= " + query.time(from)
                        + " AND " + boundedBy + " < " + query.time(to)
                        + " AND timestamp >= " + query.time(notBefore)
                        + " AND " + query.counted()
                        + " GROUP BY person_id, toStartOfDay(timestamp) ORDER BY person_id, first LIMIT " + MOST_ROWS);
    }

    /** Whether the answer may have been cut, so that the range must be halved. */
    public boolean cut(JsonNode answer) {
        return answer.path("results").size() >= MOST_ROWS;
    }

    public Active read(JsonNode answer) {
        List<EventBatch.Activity> activity = new ArrayList<>();
        Map<SubjectId, Long> born = new HashMap<>();
        for (JsonNode row : answer.path("results")) {
            SubjectId subject = new SubjectId(row.get(0).asText());
            activity.add(
                    new EventBatch.Activity(subject, EventQuery.micros(row.get(1)), EventQuery.micros(row.get(2))));
            if (!row.get(3).isNull()) {
                born.put(subject, EventQuery.micros(row.get(3)));
            }
        }
        return new Active(activity, born);
    }

    public record Active(List<EventBatch.Activity> activity, Map<SubjectId, Long> born) {}
}
