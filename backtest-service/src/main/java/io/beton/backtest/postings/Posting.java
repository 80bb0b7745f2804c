package io.beton.backtest.postings;

/**
 * The matches of one selector in order of (subject, time), eight bytes each: the subject's place in its {@link Block}
 * in the upper bits, microseconds since the start of the history window in the lower.
 *
 * <p>A value that is told apart takes four bytes more. Matches of one subject at one time stand in the order of their
 * uuids where values are told apart; elsewhere they cannot be told from each other.
 */
public final class Posting implements Matches {
    /** Enough for 35 years; what is left holds a place in a block. */
    public static final int TIME_BITS = 50;

    public static final long TIME_MASK = (1L << TIME_BITS) - 1;
    private static final int[] NO_VALUES = {};

    private final long[] matches;
    /** Where the matches of each block begin, and the end of all. */
    private final int[] starts;
    /** By the column of the property; empty where this selector's values are not told apart. */
    private final int[][] values;

    public Posting(long[] matches, int[] starts, int[][] values) {
        this.matches = matches;
        this.starts = starts;
        this.values = values;
    }

    public static long match(int place, long time) {
        return (long) place << TIME_BITS | time;
    }

    public static int place(long match) {
        return (int) (match >>> TIME_BITS);
    }

    public static long time(long match) {
        return match & TIME_MASK;
    }

    @Override
    public long[] matches() {
        return matches;
    }

    @Override
    public int[] values(int property) {
        return property < values.length && values[property] != null ? values[property] : NO_VALUES;
    }

    @Override
    public int start(Block block) {
        return starts[block.number()];
    }

    @Override
    public int end(Block block) {
        return starts[block.number() + 1];
    }

    long bytes() {
        long bytes = (long) matches.length * Long.BYTES + (long) starts.length * Integer.BYTES;
        for (int[] column : values) {
            bytes += column == null ? 0 : (long) column.length * Integer.BYTES;
        }
        return bytes;
    }
}
