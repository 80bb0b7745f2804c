package io.beton.router.live;

import java.util.Comparator;

/**
 * The counted events of a subject on one UTC day.
 *
 * @param firstSession the session of the first one, as a hash; 0 where it has none or nobody asked
 */
record ActiveDay(long first, long last, long firstSession) {
    private static final Comparator<ActiveDay> EARLIER_KNOWN_SESSION_FIRST =
            Comparator.comparingLong(ActiveDay::first).thenComparing(day -> day.firstSession == 0);

    /** Two parts of one day. */
    ActiveDay merge(ActiveDay other) {
        ActiveDay earlier = EARLIER_KNOWN_SESSION_FIRST.compare(this, other) <= 0 ? this : other;
        return new ActiveDay(earlier.first, Math.max(last, other.last), earlier.firstSession);
    }
}
