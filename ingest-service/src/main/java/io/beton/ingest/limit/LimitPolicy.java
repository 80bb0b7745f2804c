package io.beton.ingest.limit;

import io.beton.ingest.limit.Decision.Reason;
import io.beton.ingest.limit.Decision.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides whether a request may go to PostHog now, from how its project is used. */
final class LimitPolicy {
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration HOUR = Duration.ofHours(1);

    private final LimitConfig config;

    LimitPolicy(LimitConfig config) {
        if (!(config.share() > 0 && config.share() <= 1)) {
            throw new IllegalStateException("[limit] beton.ingest.limit.share must be above 0 and at most 1");
        }
        this.config = config;
    }

    /** How many requests a minute holds when one of this priority is the last of them. */
    int perMinute(Priority priority) {
        return priority.of(config.requestsPerMinute() * config.share());
    }

    int perHour(Priority priority) {
        return priority.of(config.requestsPerHour() * config.share());
    }

    Decision decide(Usage usage, Priority priority, Instant now) {
        Optional<Wait> longest = Stream.of(
                        usage.pausedUntil().map(until -> new Wait(until, Reason.PAUSED)),
                        usage.minuteEdge().map(counted -> left(counted, MINUTE, now)),
                        usage.hourEdge().map(counted -> left(counted, HOUR, now)),
                        usage.bytes().map(bytes -> new Wait(bytes.above(spared(bytes, priority)), Reason.BYTES)))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(Wait::notBefore))
                .filter(wait -> wait.notBefore().isAfter(now));
        if (longest.isPresent()) {
            return longest.get();
        }
        boolean busy = usage.inFlight() >= config.concurrent() || usage.ahead();
        return busy ? new Wait(now, Reason.BUSY) : new Decision.Go();
    }

    /** When a request has left a window; one in flight may end at once. */
    private static Wait left(Instant counted, Duration window, Instant now) {
        return new Wait((counted.isAfter(now) ? now : counted).plus(window), Reason.REQUESTS);
    }

    private double spared(ByteBalance bytes, Priority priority) {
        return priority.sparing() ? Math.max(0, bytes.high() * (1 - config.share())) : 0;
    }
}
