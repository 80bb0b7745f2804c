package io.beton.standin.access;

import io.beton.standin.http.ApiError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts requests of each key in sliding windows of a minute and an hour; refused ones do not count. */
final class Throttle {
    private final int perMinute;
    private final int perHour;
    private final Clock clock;
    private final Map<String, Deque<Instant>> counted = new HashMap<>();

    Throttle(int perMinute, int perHour, Clock clock) {
        this.perMinute = perMinute;
        this.perHour = perHour;
        this.clock = clock;
    }

    synchronized void count(String key) {
        Instant now = clock.instant();
        Deque<Instant> times = counted.computeIfAbsent(key, fresh -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.peekFirst().isAfter(now.minus(Duration.ofHours(1)))) {
            times.removeFirst();
        }
        long wait = Math.max(
                wait(times, perMinute, Duration.ofMinutes(1), now), wait(times, perHour, Duration.ofHours(1), now));
        if (wait > 0) {
            throw ApiError.throttled(
                    "throttled",
                    "Request was throttled. Expected available in " + wait + " second" + (wait == 1 ? "." : "s."),
                    Optional.of(wait));
        }
        times.addLast(now);
    }

    private static long wait(Deque<Instant> times, int most, Duration window, Instant now) {
        Instant[] inside =
                times.stream().filter(time -> time.isAfter(now.minus(window))).toArray(Instant[]::new);
        if (inside.length < most) {
            return 0;
        }
        Instant leaves = inside[inside.length - most].plus(window);
        return Math.max(1, (Duration.between(now, leaves).toMillis() + 999) / 1000);
    }
}
