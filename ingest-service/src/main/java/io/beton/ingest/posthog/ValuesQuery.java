package io.beton.ingest.posthog;

import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.QueryBuilder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An aggregated read of the values that many subjects share, of those properties that have few values. Values that are
 * long, rare or look like personal data do not leave PostHog.
 *
 * @param properties the names that are asked about
 * @param most how many values a property may have; of one with more none is read
 * @param longest how long a value may be, in bytes
 * @param subjects how many subjects have to share a value
 */
public record ValuesQuery(
        String name, Of of, Range range, List<String> properties, int most, int longest, int subjects) {
    /** Addresses, queries of URLs, phone and other long numbers, ids and addresses of machines. */
    static final String PERSONAL = "@|[?].*=|([0-9][ ()./-]?){7}|[0-9a-fA-F-]{16}|^[0-9]{1,3}([.][0-9]{1,3}){3}$";

    public ValuesQuery {
        properties = List.copyOf(properties);
    }

    /** Its rows are a property's name and one of its values, the most frequent first. */
    public HogQl query() {
        QueryBuilder query = new QueryBuilder();
        String pairs = pairs(query);
        return query.named(
                name,
                "SELECT property, value, count() AS times FROM (" + pairs
                        + ") WHERE property IN (SELECT property FROM (" + pairs
                        + ") GROUP BY property HAVING uniq(value) <= " + most
                        + ") AND length(value) <= " + longest + " AND NOT match(value, " + query.value(PERSONAL)
                        + ") GROUP BY property, value HAVING uniq(subject) >= " + subjects
                        + " ORDER BY property, times DESC, value LIMIT " + properties.size() * most);
    }

    /** A row for each property of each event or group that has one. */
    private String pairs(QueryBuilder query) {
        String each = "arrayJoin(JSONExtractKeysAndValues(" + of.json() + ", " + query.value("String") + ")) AS pair";
        return "SELECT tupleElement(pair, 1) AS property, tupleElement(pair, 2) AS value, subject FROM (SELECT " + each
                + ", " + of.rows(range, query) + ") WHERE property IN ("
                + properties.stream().map(query::value).collect(Collectors.joining(", ")) + ") AND value != ''";
    }

    /** Whose properties are asked about. */
    public sealed interface Of {
        /** What holds them. */
        String json();

        /** The subject that stands beside them, and where from. */
        String rows(Range range, QueryBuilder query);
    }

    /** Of events themselves. */
    public record Events() implements Of {
        @Override
        public String json() {
            return "properties";
        }

        @Override
        public String rows(Range range, QueryBuilder query) {
            return "person_id AS subject FROM events WHERE " + range.condition(query);
        }
    }

    /** Of persons, as they were at their events. */
    public record Persons() implements Of {
        @Override
        public String json() {
            return "person.properties";
        }

        @Override
        public String rows(Range range, QueryBuilder query) {
            return "person_id AS subject FROM events WHERE " + range.condition(query);
        }
    }

    /** Of all groups of a type. */
    public record Groups(int index) implements Of {
        @Override
        public String json() {
            return "properties";
        }

        @Override
        public String rows(Range range, QueryBuilder query) {
            return "key AS subject FROM groups WHERE index = " + index;
        }
    }
}
