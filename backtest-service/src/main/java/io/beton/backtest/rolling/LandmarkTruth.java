package io.beton.backtest.rolling;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Days;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.Truth;
import java.util.Arrays;

/** A set of landmarks of each subject of a block: a bit for each day of each subject. */
abstract class LandmarkTruth implements Truth {
    private final Landmarks landmarks;
    private final long[] words;

    LandmarkTruth(Landmarks landmarks) {
        this.landmarks = landmarks;
        this.words = new long[Block.SIZE * landmarks.days().words()];
    }

    @Override
    public final long[] words() {
        return words;
    }

    @Override
    public final void over(Block block) {
        Arrays.fill(words, 0);
        mark(block);
    }

    /** Marks the landmarks that are in the set; what is marked beside landmarks does not count. */
    abstract void mark(Block block);

    final Landmarks landmarks() {
        return landmarks;
    }

    /** The day of a match. */
    final int dayOf(long match) {
        Days days = landmarks.days();
        return days.of(days.windowStart() + Posting.time(match));
    }

    final void mark(int place, int day) {
        words[place * landmarks.days().words() + (day >>> 6)] |= 1L << day;
    }

    /** Marks the days after one day up to the last on which another one is still looked back to. */
    final void markWithin(int place, int after, int reached) {
        int days = landmarks.days().end();
        int to = Math.min(reached + landmarks.lookbackDays() + 1, days);
        Bits.setRange(words, place * landmarks.days().words(), after + 1, to);
    }
}
