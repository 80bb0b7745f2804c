package io.beton.router.live;

import java.util.BitSet;
import java.util.Comparator;
import java.util.UUID;

/**
 * One event that matched selectors of a claim.
 *
 * @param selectors the numbers of the claim's selectors that it matched
 */
record MatchedEvent(long timestamp, long createdAt, UUID uuid, BitSet selectors) {
    static final Comparator<MatchedEvent> BY_TIME =
            Comparator.comparingLong(MatchedEvent::timestamp).thenComparing(MatchedEvent::uuid);

    private static final Comparator<MatchedEvent> WHICH_COPY_COUNTS =
            Comparator.comparingLong(MatchedEvent::createdAt).thenComparingLong(MatchedEvent::timestamp);

    /** Of differing copies the first counts; one copy that was read for different selectors matched all of them. */
    MatchedEvent merge(MatchedEvent other) {
        int order = WHICH_COPY_COUNTS.compare(this, other);
        if (order != 0) {
            return order < 0 ? this : other;
        }
        BitSet all = (BitSet) selectors.clone();
        all.or(other.selectors);
        return new MatchedEvent(timestamp, createdAt, uuid, all);
    }
}
