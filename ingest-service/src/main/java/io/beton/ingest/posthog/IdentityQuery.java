package io.beton.ingest.posthog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.beton.model.Json;
import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.QueryBuilder;
import io.beton.model.id.SubjectId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A read of a few properties of a few subjects that are named; values that are long do not leave PostHog. Each row is a
 * subject's id and then what was asked, in its order.
 *
 * @param longest how long the JSON of a value may be, in bytes
 */
public record IdentityQuery(List<SubjectId> subjects, List<String> properties, int longest) {
    private static final String NAME = "beton_identity";

    public IdentityQuery {
        subjects = List.copyOf(subjects);
        properties = List.copyOf(properties);
    }

    public HogQl persons() {
        QueryBuilder query = new QueryBuilder();
        return query.named(
                NAME,
                "SELECT toString(id) AS subject" + values(query) + " FROM persons WHERE id IN ("
                        + ids("toUUID(%s)", query) + ") LIMIT " + subjects.size());
    }

    /** Of the groups of a type, by its number. */
    public HogQl groups(int index) {
        QueryBuilder query = new QueryBuilder();
        return query.named(
                NAME,
                "SELECT key AS subject" + values(query) + " FROM groups WHERE index = " + index + " AND key IN ("
                        + ids("%s", query) + ") LIMIT " + subjects.size());
    }

    /** Of each person one distinct id, the same each time while it has no other ones. */
    public HogQl distinctIds() {
        QueryBuilder query = new QueryBuilder();
        return query.named(
                NAME,
                "SELECT toString(person_id) AS subject, min(distinct_id) AS first_id FROM person_distinct_ids"
                        + " WHERE person_id IN (" + ids("toUUID(%s)", query) + ") GROUP BY person_id LIMIT "
                        + subjects.size());
    }

    /** The properties that a row has. */
    public Map<String, JsonNode> read(JsonNode row) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (int i = 0; i < properties.size(); i++) {
            JsonNode value = value(row.path(i + 1).asText());
            if (value.isTextual() ? !value.asText().isBlank() : value.isNumber() || value.isBoolean()) {
                values.put(properties.get(i), value);
            }
        }
        return values;
    }

    private static JsonNode value(String json) {
        try {
            return Json.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private String values(QueryBuilder query) {
        return IntStream.range(0, properties.size())
                .mapToObj(i -> {
                    String raw = "JSONExtractRaw(properties, " + query.value(properties.get(i)) + ")";
                    return ", if(length(" + raw + ") <= " + longest + ", " + raw + ", '') AS value_" + i;
                })
                .collect(Collectors.joining());
    }

    private String ids(String literal, QueryBuilder query) {
        return subjects.stream()
                .map(subject -> literal.formatted(query.value(subject.value())))
                .collect(Collectors.joining(", "));
    }
}
