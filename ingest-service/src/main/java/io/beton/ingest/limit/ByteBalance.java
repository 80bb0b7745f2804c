package io.beton.ingest.limit;

import java.time.Duration;
import java.time.Instant;

/**
 * What PostHog said last about the bytes that a project may still read; its refill is never said and is estimated.
 *
 * @param left at that time; can be below zero
 * @param high the most that was left within a day
 */
record ByteBalance(long left, Instant at, long high, Instant highAt) {
    private static final Duration REMEMBERED = Duration.ofDays(1);
    /** PostHog's bucket holds what a day refills. */
    private static final int HOURS_HELD = 24;

    static ByteBalance first(long left, Instant at) {
        return new ByteBalance(left, at, left, at);
    }

    ByteBalance next(long said, Instant when) {
        boolean higher = said >= high || highAt.plus(REMEMBERED).isBefore(when);
        return new ByteBalance(said, when, higher ? said : high, higher ? when : highAt);
    }

    /** When more than this will be left, as far as can be told; the next answer corrects it. */
    Instant above(double needed) {
        if (left > needed) {
            return at;
        }
        double hours = (needed - left + 1) / Math.max(1, bytesPerHour());
        return at.plusSeconds((long) Math.ceil(Math.min(hours, HOURS_HELD) * 3600));
    }

    /** At least this, for the bucket was no fuller than full, and PostHog lets it fall to minus one hour's refill. */
    private double bytesPerHour() {
        return Math.max((double) high / HOURS_HELD, -left);
    }
}
