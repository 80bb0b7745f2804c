package io.beton.backtest.rolling;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Days;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.Truth;
import io.beton.model.match.Times;
import java.util.Arrays;

/**
 * Eager conditions on one selector: at which landmarks, a bit for each day of each subject, an event before it, behind
 * the landmark before, finds the condition true over the time that ends with it.
 */
final class EagerTruths {
    private EagerTruths() {}

    /** Enough matches: the one that many before is not too long ago. */
    record Matches(Landmarks landmarks, Posting posting, int atLeast, long[] words) implements Truth {
        Matches(Landmarks landmarks, Posting posting, int atLeast) {
            this(
                    landmarks,
                    posting,
                    atLeast,
                    new long[Block.SIZE * landmarks.days().words()]);
        }

        @Override
        public void over(Block block) {
            Arrays.fill(words, 0);
            Days days = landmarks.days();
            long[] matches = posting.matches();
            long lookback = landmarks.lookbackDays() * Times.DAY;
            int end = posting.end(block);
            for (long last = (long) posting.start(block) + atLeast - 1; last < end; last++) {
                long match = matches[(int) last];
                // of another subject, it is further away than any time
                if (match - matches[(int) last - atLeast + 1] < lookback) {
                    int landmark = landmarks.behind(days.of(days.windowStart() + Posting.time(match)));
                    words[Posting.place(match) * days.words() + (landmark >>> 6)] |= 1L << landmark;
                }
            }
        }
    }

    /** Enough different days: the last match of the day that many before is not too long ago. */
    static final class MatchDays implements Truth {
        private final Landmarks landmarks;
        private final Posting posting;
        private final int atLeast;
        private final long[] words;
        /** By day of the subject with matches, in their order, its last match. */
        private final long[] lastOfDay;

        MatchDays(Landmarks landmarks, Posting posting, int atLeast) {
            this.landmarks = landmarks;
            this.posting = posting;
            this.atLeast = atLeast;
            this.words = new long[Block.SIZE * landmarks.days().words()];
            this.lastOfDay = new long[landmarks.days().end()];
        }

        @Override
        public long[] words() {
            return words;
        }

        @Override
        public void over(Block block) {
            Arrays.fill(words, 0);
            Days days = landmarks.days();
            long lookback = landmarks.lookbackDays() * Times.DAY;
            int end = posting.end(block);
            int lastPlace = -1;
            int lastDay = -1;
            int count = 0;
            for (int i = posting.start(block); i < end; i++) {
                long match = posting.matches()[i];
                int place = Posting.place(match);
                int day = days.of(days.windowStart() + Posting.time(match));
                count = place == lastPlace ? count : 0;
                if (place != lastPlace || day != lastDay) {
                    count++;
                }
                lastPlace = place;
                lastDay = day;
                lastOfDay[count - 1] = match;
                if (count >= atLeast && match - lastOfDay[count - atLeast] < lookback) {
                    int landmark = landmarks.behind(day);
                    words[place * days.words() + (landmark >>> 6)] |= 1L << landmark;
                }
            }
        }
    }
}
