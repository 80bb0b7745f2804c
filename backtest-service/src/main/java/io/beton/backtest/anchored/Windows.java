package io.beton.backtest.anchored;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.Step;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.match.Times;
import java.util.Arrays;
import java.util.Optional;

/**
 * The evidence of an anchored design: for each subject where it begins, and in which session it lies if only one counts;
 * times count from the history window's start.
 */
final class Windows implements Step {
    /** Later than any time, and far from overflowing. */
    private static final long NEVER = 1L << 60;

    private static final int NO_SESSION = -1;

    private final SealedHistory history;
    private final Optional<Posting> anchor;
    private final long length;
    private final boolean session;
    private final long[] from = new long[Block.SIZE];
    private final int[] sessions = new int[Block.SIZE];
    private final long[] observed = new long[Block.WORDS];

    /**
     * @param anchor the matches of the anchor, or nothing where that is the first counted event
     * @param session whether only events of the anchor's session count, so that without one there is no observation
     */
    Windows(SealedHistory history, Optional<Posting> anchor, long length, boolean session) {
        this.history = history;
        this.anchor = anchor;
        this.length = length;
        this.session = session;
    }

    boolean session() {
        return session;
    }

    /** The numbers of their sessions by place in the block; some number that no session has where there is none. */
    int[] sessions() {
        return sessions;
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
        Arrays.fill(sessions, NO_SESSION);
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
        if (session) {
            int[] values = posting.values(history.column(CountedProperty.SESSION));
            for (int i = posting.end(block) - 1; i >= start; i--) {
                inSession(Posting.place(matches[i]), Posting.time(matches[i]), values[i]);
            }
        }
    }

    private void inSession(int place, long anchored, int value) {
        from[place] = value == 0 ? NEVER : anchored;
        sessions[place] = value == 0 ? NO_SESSION : value;
    }

    private void firstSeen(Block block) {
        long windowStart = history.days().windowStart();
        for (int place = 0; place < block.subjects(); place++) {
            int subject = block.firstSubject() + place;
            long created = history.created(subject);
            long seen = history.firstSeen(subject);
            if (created != Times.NEVER && created >= windowStart && seen != Times.NEVER) {
                from[place] = seen - windowStart;
                if (session) {
                    inSession(place, seen - windowStart, (int)
                            history.facts(subject).firstSession());
                }
            }
        }
    }
}
