package io.beton.backtest.anchored;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.Step;
import io.beton.model.match.Times;
import java.util.Arrays;
import java.util.Optional;

/** The evidence of an anchored design: for each subject where it begins; times count from the history window's start. */
final class Windows implements Step {
    /** Later than any time, and far from overflowing. */
    private static final long NEVER = 1L << 60;

    private final SealedHistory history;
    private final Optional<Posting> anchor;
    private final long length;
    private final long[] from = new long[Block.SIZE];
    private final long[] observed = new long[Block.WORDS];

    /** @param anchor the matches of the anchor, or nothing where that is the first counted event */
    Windows(SealedHistory history, Optional<Posting> anchor, long length) {
        this.history = history;
        this.anchor = anchor;
        this.length = length;
    }

    /** By place in the block. */
    long[] from() {
        return from;
    }

    long length() {
        return length;
    }

    /** The subjects that have an observation. */
    long[] observed() {
        return observed;
    }

    @Override
    public void over(Block block) {
        Arrays.fill(from, NEVER);
        anchor.ifPresentOrElse(posting -> firstMatches(posting, block), () -> firstSeen(block));
        for (int word = 0; word < Block.WORDS; word++) {
            long bits = 0;
            for (int bit = 0; bit < Long.SIZE; bit++) {
                bits |= (from[(word << 6) + bit] - NEVER >>> 63) << bit;
            }
            observed[word] = bits;
        }
    }

    /** Backwards, so that each subject's first match is the one that stays. */
    private void firstMatches(Posting posting, Block block) {
        long[] matches = posting.matches();
        int start = posting.start(block);
        for (int i = posting.end(block) - 1; i >= start; i--) {
            from[Posting.place(matches[i])] = Posting.time(matches[i]);
        }
    }

    private void firstSeen(Block block) {
        long windowStart = history.days().windowStart();
        for (int place = 0; place < block.subjects(); place++) {
            int subject = block.firstSubject() + place;
            long created = history.created(subject);
            long seen = history.firstSeen(subject);
            if (created != Times.NEVER && created >= windowStart && seen != Times.NEVER) {
                from[place] = seen - windowStart;
            }
        }
    }
}
