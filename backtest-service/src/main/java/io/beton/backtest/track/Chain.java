package io.beton.backtest.track;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Matches;
import io.beton.backtest.postings.Posting;
import java.util.Arrays;

/**
 * Of a sequence: one walk over the matches of all its steps together, which keeps for each number of steps the latest
 * start of a chain that has come so far.
 */
final class Chain extends Track {
    private final Matches[] steps;
    private final long longest;
    /** Where the walk stands in the matches of each step, and where they end. */
    private final int[] at;

    private final int[] end;
    private final long[][] matches;
    /** By how many steps have come. */
    private final long[] latest;

    /** @param longest from the first event to the last */
    Chain(Matches[] steps, long longest) {
        this.steps = steps;
        this.longest = longest;
        this.at = new int[steps.length];
        this.end = new int[steps.length];
        this.matches = new long[steps.length][];
        this.latest = new long[steps.length + 1];
    }

    @Override
    void follow(Block block) {
        for (int step = 0; step < steps.length; step++) {
            at[step] = steps[step].start(block);
            end[step] = steps[step].end(block);
            matches[step] = steps[step].matches();
        }
        int place = -1;
        long start = NONE;
        for (long next = next(); next != Long.MAX_VALUE; next = next()) {
            if (Posting.place(next) != place) {
                place = Posting.place(next);
                start = NONE;
                Arrays.fill(latest, NONE);
            }
            long done = take(next);
            if (done != NONE && next - done <= longest) {
                start = done;
            }
            add(next, start);
        }
    }

    private long next() {
        long next = Long.MAX_VALUE;
        for (int step = 0; step < at.length; step++) {
            if (at[step] < end[step]) {
                next = Math.min(next, matches[step][at[step]]);
            }
        }
        return next;
    }

    /** From the last step on, since events at one time do not follow each other; the start of a chain that ends now. */
    private long take(long match) {
        long done = NONE;
        for (int step = at.length - 1; step >= 0; step--) {
            if (at[step] < end[step] && matches[step][at[step]] == match) {
                latest[step + 1] = step == 0 ? match : latest[step];
                done = step == at.length - 1 ? latest[step + 1] : done;
                pass(step, match);
            }
        }
        return done;
    }

    private void pass(int step, long match) {
        while (at[step] < end[step] && matches[step][at[step]] == match) {
            at[step]++;
        }
    }
}
