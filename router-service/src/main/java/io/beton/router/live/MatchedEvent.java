package io.beton.router.live;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One event that matched selectors of a claim.
 *
 * @param selectors the numbers of the claim's selectors that it matched
 * @param values the hashes of its counted properties, by the numbers that the claim's numbering gave them
 */
record MatchedEvent(long timestamp, long createdAt, UUID uuid, BitSet selectors, Map<Integer, Long> values) {
    static final Comparator<MatchedEvent> BY_TIME =
            Comparator.comparingLong(MatchedEvent::timestamp).thenComparing(MatchedEvent::uuidText);

    private static final Comparator<MatchedEvent> WHICH_COPY_COUNTS =
            Comparator.comparingLong(MatchedEvent::createdAt).thenComparingLong(MatchedEvent::timestamp);

    MatchedEvent {
        values = Map.copyOf(values);
    }

    /** Of differing copies the first counts; one copy that was read for different selectors matched all of them. */
    MatchedEvent merge(MatchedEvent other) {
        int order = WHICH_COPY_COUNTS.compare(this, other);
        if (order != 0) {
            return order < 0 ? this : other;
        }
        BitSet all = (BitSet) selectors.clone();
        all.or(other.selectors);
        Map<Integer, Long> known = new HashMap<>(values);
        known.putAll(other.values);
        return new MatchedEvent(timestamp, createdAt, uuid, all, known);
    }

    /** Whether a copy that came before this one would have come, so that it can be forgotten with its uuid. */
    boolean settled(long known) {
        return createdAt < known;
    }

    /** The order in which events of one time are taken is that of their uuids' texts. */
    private String uuidText() {
        return uuid.toString();
    }
}
