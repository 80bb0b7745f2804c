package io.beton.standin.query;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Results of the last six hours by query, values and modifiers; they are not renewed when events arrive. */
final class QueryCache {
    static final Duration AGE = Duration.ofHours(6);
    private final Clock clock;
    private final Map<String, Cached> results = new ConcurrentHashMap<>();

    record Cached(QueryResult result, Instant at) {}

    QueryCache(Clock clock) {
        this.clock = clock;
    }

    Optional<Cached> find(String key) {
        return Optional.ofNullable(results.get(key))
                .filter(cached -> cached.at().plus(AGE).isAfter(clock.instant()));
    }

    Cached put(String key, QueryResult result) {
        Cached cached = new Cached(result, clock.instant());
        results.put(key, cached);
        return cached;
    }
}
