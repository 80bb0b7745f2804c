package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.QueryBuilder;

/** An aggregated read of how often, and by how many persons, each event name was used. */
public record VolumeQuery(String name, Range range) {
    /** More than PostHog gives would be cut without a word; the rarest names may then be missing. */
    private static final int MOST_NAMES = 50_000;

    public HogQl query() {
        QueryBuilder query = new QueryBuilder();
        return query.named(
                name,
                "SELECT event, count() AS volume, uniq(person_id) AS subjects FROM events WHERE "
                        + range.condition(query)
                        + " GROUP BY event ORDER BY volume DESC, event LIMIT " + MOST_NAMES);
    }

    public static Taxonomy.EventType read(JsonNode row) {
        return new Taxonomy.EventType(
                row.get(0).asText(), row.get(1).asLong(), row.get(2).asLong());
    }
}
