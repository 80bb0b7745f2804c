package io.beton.ingest.posthog;

import io.beton.model.hogql.QueryBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Which events a query reads: a half-open range of one of their two times, in microseconds. */
public sealed interface Range {

    /** By their own time. */
    static Happened ofTimestamps(long from, long to) {
        return new Happened(from, to);
    }

    /** By when PostHog took them in; those older than {@code lookback} by then are {@link #late}. */
    static Range ofArrivals(long from, long to, Duration lookback) {
        return new Arrived(from, to, lookback);
    }

    /** What happened in a range, and came to PostHog so long after that {@link #ofArrivals} left it out. */
    static Late late(Happened happened, long from, long to, Duration lookback) {
        return new Late(happened, from, to, lookback);
    }

    long from();

    long to();

    /** Whether it is of {@code created_at}, or else of {@code timestamp}; pages are ordered by it. */
    boolean created();

    default String column() {
        return created() ? "created_at" : "timestamp";
    }

    String condition(QueryBuilder query);

    /** A range of {@code timestamp}. */
    record Happened(long from, long to) implements Range {
        @Override
        public boolean created() {
            return false;
        }

        @Override
        public String condition(QueryBuilder query) {
            return between(column(), this, query);
        }
    }

    /** A range of {@code created_at}; {@code timestamp}, by which PostHog finds its partitions, is bounded too. */
    record Arrived(long from, long to, Duration lookback) implements Range {
        @Override
        public boolean created() {
            return true;
        }

        @Override
        public String condition(QueryBuilder query) {
            return between(column(), this, query) + " AND timestamp >= "
                    + query.time(from - TimeUnit.SECONDS.toMicros(lookback.toSeconds()))
                    + " AND timestamp >= " + soonEnough(lookback, query);
        }
    }

    /** A range of {@code created_at} inside one of {@code timestamp}. */
    record Late(Happened happened, long from, long to, Duration lookback) implements Range {
        @Override
        public boolean created() {
            return true;
        }

        @Override
        public String condition(QueryBuilder query) {
            return happened.condition(query) + " AND " + between(column(), this, query) + " AND timestamp < "
                    + soonEnough(lookback, query);
        }
    }

    private static String between(String column, Range range, QueryBuilder query) {
        return column + " >= " + query.time(range.from()) + " AND " + column + " < " + query.time(range.to());
    }

    private static String soonEnough(Duration lookback, QueryBuilder query) {
        return "created_at - toIntervalSecond(" + query.value(lookback.toSeconds()) + ")";
    }
}
