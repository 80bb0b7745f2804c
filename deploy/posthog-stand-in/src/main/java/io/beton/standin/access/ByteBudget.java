package io.beton.standin.access;

import io.beton.standin.http.ApiError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The bucket of bytes that queries may read: it refills by the hour and may once fall below zero. */
public final class ByteBudget {
    private final long bytesPerHour;
    private final long capacity;
    private final Clock clock;
    private double tokens;
    private Instant last;

    public ByteBudget(long bytesPerHour, int capacityHours, Clock clock) {
        this.bytesPerHour = bytesPerHour;
        this.capacity = bytesPerHour * capacityHours;
        this.clock = clock;
        this.tokens = capacity;
        this.last = clock.instant();
    }

    /** Refuses while the bucket is empty. */
    public synchronized void check() {
        refill();
        if (tokens <= 0) {
            long wait = Math.max(1, (long) Math.ceil(-tokens / (bytesPerHour / 3600.0)));
            throw ApiError.throttled(
                    "api_queries_budget_exceeded",
                    "This project has used up its hourly budget of data read by API queries. Expected available in "
                            + wait + " seconds.",
                    Optional.of(wait));
        }
    }

    /** Takes what a query read; the balance stays above minus one hour of refill. */
    public synchronized void debit(long bytes) {
        refill();
        tokens = Math.max(tokens - bytes, -(double) bytesPerHour);
    }

    public synchronized long remaining() {
        refill();
        return (long) tokens;
    }

    private void refill() {
        Instant now = clock.instant();
        double hours = Duration.between(last, now).toMillis() / 3_600_000.0;
        tokens = Math.min(capacity, tokens + hours * bytesPerHour);
        last = now;
    }
}
