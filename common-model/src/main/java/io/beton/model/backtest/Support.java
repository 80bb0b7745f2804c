package io.beton.model.backtest;

/** How many different subjects were observed, fired at least once, and were positive at least once; additive. */
public record Support(long subjects, long fired, long positives) {
    public static final Support NONE = new Support(0, 0, 0);

    /** Where each subject is observed once. */
    public static Support of(Counts counts) {
        return new Support(counts.all(), counts.fired(), counts.positives());
    }

    public Support plus(Support other) {
        return new Support(subjects + other.subjects, fired + other.fired, positives + other.positives);
    }
}
