package io.beton.backtest.rolling;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Posting;
import io.beton.model.match.Times;

/**
 * Eager conditions on one selector: at which landmarks an event before it, behind the landmark before, finds the
 * condition true over the time that ends with it.
 */
final class EagerTruths {
    private EagerTruths() {}

    /** Enough matches: the one that many before is not too long ago. */
    static final class Matches extends LandmarkTruth {
        private final Posting posting;
        private final int atLeast;

        Matches(Landmarks landmarks, Posting posting, int atLeast) {
            super(landmarks);
            this.posting = posting;
            this.atLeast = atLeast;
        }

        @Override
        void mark(Block block) {
            long[] matches = posting.matches();
            long lookback = landmarks().lookbackDays() * Times.DAY;
            int end = posting.end(block);
            for (long last = (long) posting.start(block) + atLeast - 1; last < end; last++) {
                long match = matches[(int) last];
                // of another subject, it is further away than any time
                if (match - matches[(int) last - atLeast + 1] < lookback) {
                    mark(Posting.place(match), landmarks().behind(dayOf(match)));
                }
            }
        }
    }

    /** Enough different days: the last match of the day that many before is not too long ago. */
    static final class MatchDays extends LandmarkTruth {
        private final Posting posting;
        private final int atLeast;
        /** By day of the subject with matches, in their order, its last match. */
        private final long[] lastOfDay;

        MatchDays(Landmarks landmarks, Posting posting, int atLeast) {
            super(landmarks);
            this.posting = posting;
            this.atLeast = atLeast;
            this.lastOfDay = new long[landmarks.days().end()];
        }

        @Override
        void mark(Block block) {
            long lookback = landmarks().lookbackDays() * Times.DAY;
            int end = posting.end(block);
            int lastPlace = -1;
            int lastDay = -1;
            int count = 0;
            for (int i = posting.start(block); i < end; i++) {
                long match = posting.matches()[i];
                int place = Posting.place(match);
                int day = dayOf(match);
                count = place == lastPlace ? count : 0;
                count += count == 0 || day != lastDay ? 1 : 0;
                lastPlace = place;
                lastDay = day;
                lastOfDay[count - 1] = match;
                if (count >= atLeast && match - lastOfDay[count - atLeast] < lookback) {
                    mark(place, landmarks().behind(day));
                }
            }
        }
    }
}
