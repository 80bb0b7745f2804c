package io.beton.backtest.track;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Posting;
import java.util.Arrays;

/** Of a condition made of others: one walk over their tracks together. */
final class Combined extends Track {
    private final Track[] parts;
    /** Whether all must hold, so that the earliest of their starts counts; else the latest. */
    private final boolean all;

    private final int[] at;
    /** The latest start of each part for the present subject. */
    private final long[] latest;

    Combined(Track[] parts, boolean all) {
        this.parts = parts;
        this.all = all;
        this.at = new int[parts.length];
        this.latest = new long[parts.length];
    }

    @Override
    void follow(Block block) {
        Arrays.fill(at, 0);
        int place = -1;
        for (long next = next(); next != Long.MAX_VALUE; next = next()) {
            if (Posting.place(next) != place) {
                place = Posting.place(next);
                Arrays.fill(latest, NONE);
            }
            add(next, startAt(next));
        }
    }

    private long next() {
        long next = Long.MAX_VALUE;
        for (int part = 0; part < at.length; part++) {
            if (at[part] < parts[part].size()) {
                next = Math.min(next, parts[part].ends()[at[part]]);
            }
        }
        return next;
    }

    private long startAt(long end) {
        long earliest = Long.MAX_VALUE;
        long last = NONE;
        for (int part = 0; part < at.length; part++) {
            Track track = parts[part];
            while (at[part] < track.size() && track.ends()[at[part]] == end) {
                latest[part] = track.starts()[at[part]++];
            }
            earliest = Math.min(earliest, latest[part]);
            last = Math.max(last, latest[part]);
        }
        return all ? earliest : last;
    }
}
