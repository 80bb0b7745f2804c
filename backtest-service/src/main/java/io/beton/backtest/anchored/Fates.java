package io.beton.backtest.anchored;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.Step;
import java.util.Arrays;

/** What becomes of each subject's observation, whatever fires; the same for all claims of one design and outcome. */
final class Fates implements Step {
    private final Windows windows;
    private final Outcomes outcomes;
    private final Limits limits;
    /** By part: discovery, holdout. */
    private final long[][] positive = new long[2][Block.WORDS];

    private final long[][] negative = new long[2][Block.WORDS];
    private final long[] positives = new long[2];
    private final long[] negatives = new long[2];
    private long immature;
    private long alreadyConverted;

    Fates(Windows windows, Outcomes outcomes, Limits limits) {
        this.windows = windows;
        this.outcomes = outcomes;
        this.limits = limits;
    }

    /**
     * Landmarks, from the history window's start.
     *
     * @param lastMature up to which the horizon has passed
     * @param split from which on they belong to the holdout
     * @param discoveryOnly whether the holdout must not be looked at
     */
    record Limits(long lastMature, long split, boolean discoveryOnly) {}

    long[] positive(int part) {
        return positive[part];
    }

    long[] negative(int part) {
        return negative[part];
    }

    /** How many there were in all blocks so far. */
    long positives(int part) {
        return positives[part];
    }

    long negatives(int part) {
        return negatives[part];
    }

    long immature() {
        return immature;
    }

    long alreadyConverted() {
        return alreadyConverted;
    }

    @Override
    public void over(Block block) {
        for (int part = 0; part < 2; part++) {
            Arrays.fill(positive[part], 0);
            Arrays.fill(negative[part], 0);
        }
        long[] observed = windows.observed();
        for (int word = 0; word < observed.length; word++) {
            for (long left = observed[word]; left != 0; left &= left - 1) {
                sort((word << 6) + Long.numberOfTrailingZeros(left));
            }
        }
        for (int part = 0; part < 2; part++) {
            positives[part] += Bits.count(positive[part]);
            negatives[part] += Bits.count(negative[part]);
        }
    }

    private void sort(int place) {
        long landmark = windows.from()[place] + windows.length();
        int part = landmark >= limits.split ? 1 : 0;
        if (part == 1 && limits.discoveryOnly) {
            return;
        }
        if (landmark > limits.lastMature) {
            immature++;
        } else if (Bits.has(outcomes.before(), place)) {
            alreadyConverted++;
        } else {
            Bits.set(Bits.has(outcomes.reached(), place) ? positive[part] : negative[part], place);
        }
    }

    /** Whose outcome came before the landmark, and whose in the horizon behind it. */
    interface Outcomes extends Step {
        long[] before();

        long[] reached();
    }

    /** An event. */
    static final class Events implements Outcomes {
        private final Windows windows;
        private final Posting posting;
        private final long horizon;
        private final boolean once;
        private final long[] earlier;
        private final long[] before = new long[Block.WORDS];
        private final long[] reached = new long[Block.WORDS];

        /** @param earlier of all subjects, who had it before the window */
        Events(Windows windows, Posting posting, long horizon, boolean once, long[] earlier) {
            this.windows = windows;
            this.posting = posting;
            this.horizon = horizon;
            this.once = once;
            this.earlier = earlier;
        }

        @Override
        public long[] before() {
            return before;
        }

        @Override
        public long[] reached() {
            return reached;
        }

        @Override
        public void over(Block block) {
            Arrays.fill(before, 0);
            Arrays.fill(reached, 0);
            if (once) {
                System.arraycopy(earlier, block.firstWord(), before, 0, Block.WORDS);
            }
            long[] matches = posting.matches();
            long[] from = windows.from();
            long length = windows.length();
            long early = once ? 1 : 0;
            int end = posting.end(block);
            for (int i = posting.start(block); i < end; i++) {
                int place = Posting.place(matches[i]);
                long behind = Posting.time(matches[i]) - from[place] - length;
                before[place >>> 6] |= (behind >>> 63 & early) << place;
                reached[place >>> 6] |= (behind - horizon & ~behind) >>> 63 << place;
            }
        }
    }
}
