package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.connection.Taxonomy;
import io.beton.model.connection.Taxonomy.GroupType;
import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.QueryBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An aggregated read of how often, by how many persons and by how many groups of each type, each event name was used. */
public record VolumeQuery(String name, List<GroupType> groupTypes, Range range) {
    /** More than PostHog gives would be cut without a word; the rarest names may then be missing. */
    private static final int MOST_NAMES = 50_000;

    private static final int FIRST_GROUPS = 3;

    public VolumeQuery {
        groupTypes = List.copyOf(groupTypes);
    }

    public HogQl query() {
        QueryBuilder query = new QueryBuilder();
        String groups = groupTypes.stream()
                .map(type -> "`$group_" + type.index() + "`")
                .map(key -> ", uniqIf(" + key + ", " + key + " != '')")
                .collect(Collectors.joining());
        return query.named(
                name,
                "SELECT event, count() AS volume, uniq(person_id) AS subjects" + groups + " FROM events WHERE "
                        + range.condition(query)
                        + " GROUP BY event ORDER BY volume DESC, event LIMIT " + MOST_NAMES);
    }

    public Taxonomy.EventType read(JsonNode row) {
        Map<String, Long> groups = new HashMap<>();
        for (int i = 0; i < groupTypes.size(); i++) {
            long used = row.get(FIRST_GROUPS + i).asLong();
            if (used > 0) {
                groups.put(groupTypes.get(i).name(), used);
            }
        }
        return new Taxonomy.EventType(
                row.get(0).asText(), row.get(1).asLong(), row.get(2).asLong(), groups);
    }
}
