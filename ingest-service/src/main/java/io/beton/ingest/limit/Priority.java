package io.beton.ingest.limit;

/**
 * Who goes first where room is scarce, the first named before the others.
 *
 * <p>The later ones may fill a part of a window only, so that the rest of it is free for those before them; whatever
 * keeps one of them back keeps those after it back too.
 */
public enum Priority {
    /** Somebody waits for the answer. */
    PERSON(1, false),
    POLL(1, false),
    /** A delivery waits for the answer; there can be as many as signals. */
    IDENTITY(0.8, false),
    HISTORY(0.6, true),
    TAXONOMY(0.4, true);

    private final double part;
    private final boolean sparing;

    Priority(double part, boolean sparing) {
        this.part = part;
        this.sparing = sparing;
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
