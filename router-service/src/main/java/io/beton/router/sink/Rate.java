package io.beton.router.sink;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast something may be called: so many at once, and then one each so often. In any span of time there are at most
 * {@code burst} more than fit into it.
 */
public record Rate(int burst, Duration each) {
    public static final Rate UNLIMITED = new Rate(1, Duration.ZERO);
    private static final double NANOS = 1e9;

    /** Evenly spaced. */
    public static Rate perSecond(double times) {
        return new Rate(1, Duration.ofNanos(Math.round(NANOS / times)));
    }

    /** When a call is allowed, given when all calls so far would have been over at this rate. */
    public Instant allowed(Instant freeAt) {
        return freeAt.minus(each.multipliedBy(burst - 1L));
    }

    /** When all calls would be over, one at this instant included. */
    public Instant after(Instant freeAt, Instant now) {
        return (freeAt.isAfter(now) ? freeAt : now).plus(each);
    }
}
