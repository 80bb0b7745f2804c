package io.beton.backtest.track;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.Step;
import java.util.Arrays;

/**
 * When an eager condition holds, whatever the window: for the time of each event that it names, the latest time from
 * which on it holds up to and with that event. Over {@code [from, to)} it holds if such a stretch lies in it.
 *
 * <p>Ends and starts are written as {@link Posting#match} writes them, in order of (subject, end); of entries with one
 * end the last counts. A later end never has an earlier start.
 */
public abstract class Track implements Step {
    /** Far before every start, but not so far that a difference overflows. */
    static final long NONE = Long.MIN_VALUE / 2;

    private static final int FIRST_CAPACITY = 256;

    private long[] ends = new long[FIRST_CAPACITY];
    private long[] starts = new long[FIRST_CAPACITY];
    private int size;

    /** How many entries there are of the last block. */
    public final int size() {
        return size;
    }

    public final long[] ends() {
        return ends;
    }

    /** Negative where it does not hold. */
    public final long[] starts() {
        return starts;
    }

    @Override
    public final void over(Block block) {
        size = 0;
        follow(block);
    }

    /** Adds the entries of a block. */
    abstract void follow(Block block);

    final void add(long end, long start) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
        }
        ends[size] = end;
        starts[size++] = start;
    }
}
