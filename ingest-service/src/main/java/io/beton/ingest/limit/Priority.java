package io.beton.ingest.limit;

/**
 * Who goes first where room is scarce, the first named before the others.
 *
 * <p>The later ones may fill a part of a window only, so that the rest of it is free for those before them. Identities and
 * histories go side by side, neither before the other: identities never end, and may fill less, so that histories find
 * room; histories have an end.
 */
public enum Priority {
    /** Somebody waits for the answer. */
    PERSON(0, 1, false),
    POLL(1, 1, false),
    /** A delivery waits for the answer; there can be as many as signals. */
    IDENTITY(2, 0.5, false),
    HISTORY(2, 0.7, true),
    TAXONOMY(4, 0.4, true);

    private final int behind;
    private final double part;
    private final boolean sparing;

    Priority(int behind, double part, boolean sparing) {
        this.behind = behind;
        this.part = part;
        this.sparing = sparing;
    }

    /** How many of the priorities, the first named, go before it. */
    int behind() {
        return behind;
    }

    /** Of so many requests, how many there may be already when one of this priority is the last; at least one. */
    int of(double requests) {
        return Math.max(1, (int) (requests * part));
    }

    /** Whether it leaves a share of the bytes to others. */
    boolean sparing() {
        return sparing;
    }
}
