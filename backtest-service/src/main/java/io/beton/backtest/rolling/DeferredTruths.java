package io.beton.backtest.rolling;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Days;
import io.beton.backtest.postings.Posting;
import io.beton.model.hypothesis.Trend;
import io.beton.model.match.Times;
import java.util.Arrays;

/** Conditions on one selector over the whole days before a landmark. */
final class DeferredTruths {
    private DeferredTruths() {}

    /**
     * Enough matches. Any so many in a row lie before the landmark from the day after the last of them to the day on
     * which the first is still within reach.
     */
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
            int end = posting.end(block);
            for (long last = (long) posting.start(block) + atLeast - 1; last < end; last++) {
                long match = matches[(int) last];
                long first = matches[(int) last - atLeast + 1];
                if (Posting.place(first) == Posting.place(match)) {
                    markWithin(Posting.place(match), dayOf(match), dayOf(first));
                }
            }
        }
    }

    /** Enough different days with matches. */
    static final class MatchDays extends LandmarkTruth {
        private final Posting posting;
        private final int atLeast;
        private final int[] withMatches;

        MatchDays(Landmarks landmarks, Posting posting, int atLeast) {
            super(landmarks);
            this.posting = posting;
            this.atLeast = atLeast;
            this.withMatches = new int[landmarks.days().end()];
        }

        @Override
        void mark(Block block) {
            int end = posting.end(block);
            int lastPlace = -1;
            int count = 0;
            for (int i = posting.start(block); i < end; i++) {
                int place = Posting.place(posting.matches()[i]);
                int day = dayOf(posting.matches()[i]);
                count = place == lastPlace ? count : 0;
                lastPlace = place;
                if (count == 0 || withMatches[count - 1] != day) {
                    withMatches[count++] = day;
                    if (count >= atLeast) {
                        markWithin(place, day, withMatches[count - atLeast]);
                    }
                }
            }
        }
    }

    /** More, or fewer, matches in the later half; halves may begin at noon. */
    static final class Changed extends LandmarkTruth {
        private static final long HALF = Times.DAY / 2;

        private final Posting posting;
        private final Trend trend;
        /** How many matches came before each half day. */
        private final int[] before;

        Changed(Landmarks landmarks, Posting posting, Trend trend) {
            super(landmarks);
            this.posting = posting;
            this.trend = trend;
            this.before = new int[2 * landmarks.days().end() + 1];
        }

        /** Who has no match has no change. */
        @Override
        void mark(Block block) {
            int end = posting.end(block);
            for (int from = posting.start(block); from < end; ) {
                int place = Posting.place(posting.matches()[from]);
                int to = from;
                while (to < end && Posting.place(posting.matches()[to]) == place) {
                    to++;
                }
                count(from, to);
                ask(place);
                from = to;
            }
        }

        private void count(int from, int to) {
            Days days = landmarks().days();
            Arrays.fill(before, 0);
            long start = days.start(0);
            for (int i = from; i < to; i++) {
                before[(int) ((days.windowStart() + Posting.time(posting.matches()[i]) - start) / HALF) + 1]++;
            }
            for (int half = 1; half < before.length; half++) {
                before[half] += before[half - 1];
            }
        }

        private void ask(int place) {
            int lookback = landmarks().lookbackDays();
            for (int day = lookback; day < landmarks().days().end(); day++) {
                int earlier = before[2 * day - lookback] - before[2 * (day - lookback)];
                int later = before[2 * day] - before[2 * day - lookback];
                if (trend.holds(earlier, later)) {
                    mark(place, day);
                }
            }
        }
    }
}
