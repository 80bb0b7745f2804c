package io.beton.ingest.posthog;

import io.beton.model.hogql.QueryBuilder;

/**
 * A half-open range of one of the two times of events, in microseconds.
 *
 * @param created whether {@code created_at} is meant, when PostHog took the event in, or else {@code timestamp}
 * @param notBefore a lower bound of {@code timestamp}, by which PostHog finds its partitions
 */
public record Range(boolean created, long from, long to, long notBefore) {

    public static Range ofTimestamps(long from, long to) {
        return new Range(false, from, to, from);
    }

    public static Range ofArrivals(long from, long to, long notBefore) {
        return new Range(true, from, to, notBefore);
    }

    String column() {
        return created ? "created_at" : "timestamp";
    }

    String condition(QueryBuilder query) {
        String bounds = column() + " >= " + query.time(from) + " AND " + column() + " < " + query.time(to);
        return created ? bounds + " AND timestamp >= " + query.time(notBefore) : bounds;
    }
}
