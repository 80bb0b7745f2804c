package io.beton.backtest.anchored;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.Step;
import java.util.Arrays;
import java.util.Optional;

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
        long[] from = windows.from();
        long beforeMature = limits.lastMature - windows.length();
        long beforeSplit = limits.split - windows.length() - 1;
        for (int word = 0; word < Block.WORDS; word++) {
            long late = 0;
            long held = 0;
            for (int bit = 0; bit < Long.SIZE; bit++) {
                long begins = from[(word << 6) + bit];
                // the sign of a difference is the answer, without a branch
                late |= (beforeMature - begins >>> 63) << bit;
                held |= (beforeSplit - begins >>> 63) << bit;
            }
            sort(word, windows.observed()[word], late, held);
        }
    }

    private void sort(int word, long observed, long late, long held) {
        long looked = limits.discoveryOnly ? observed & ~held : observed;
        long before = outcomes.before()[word];
        long kept = looked & ~late & ~before;
        long reached = outcomes.reached()[word];
        immature += Long.bitCount(looked & late);
        alreadyConverted += Long.bitCount(looked & ~late & before);
        positive[0][word] = kept & reached & ~held;
        negative[0][word] = kept & ~reached & ~held;
        positive[1][word] = kept & reached & held;
        negative[1][word] = kept & ~reached & held;
        for (int part = 0; part < 2; part++) {
            positives[part] += Long.bitCount(positive[part][word]);
            negatives[part] += Long.bitCount(negative[part][word]);
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
        private final Optional<long[]> earlier;
        private final long[] before = new long[Block.WORDS];
        private final long[] reached = new long[Block.WORDS];

        /** @param earlier of all subjects, who had it before the window; nothing where it may be repeated */
        Events(Windows windows, Posting posting, long horizon, Optional<long[]> earlier) {
            this.windows = windows;
            this.posting = posting;
            this.horizon = horizon;
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
            earlier.ifPresent(all -> System.arraycopy(all, block.firstWord(), before, 0, Block.WORDS));
            long[] matches = posting.matches();
            long[] from = windows.from();
            long length = windows.length();
            long once = earlier.isPresent() ? 1 : 0;
            int end = posting.end(block);
            for (int i = posting.start(block); i < end; i++) {
                int place = Posting.place(matches[i]);
                long behind = Posting.time(matches[i]) - from[place] - length;
                before[place >>> 6] |= (behind >>> 63 & once) << place;
                reached[place >>> 6] |= (behind - horizon & ~behind) >>> 63 << place;
            }
        }
    }
}
