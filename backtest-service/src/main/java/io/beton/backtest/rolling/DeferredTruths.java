package io.beton.backtest.rolling;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Days;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.Truth;
import io.beton.model.hypothesis.Trend;
import io.beton.model.match.Times;
import java.util.Arrays;

/** Conditions on one selector over the whole days before a landmark: a bit for each day of each subject. */
final class DeferredTruths {
    private DeferredTruths() {}

    /**
     * Enough matches. Any so many in a row lie before the landmark from the day after the last of them to the day on
     * which the first is still within reach.
     */
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
            int end = posting.end(block);
            for (long last = (long) posting.start(block) + atLeast - 1; last < end; last++) {
                long match = matches[(int) last];
                long first = matches[(int) last - atLeast + 1];
                int place = Posting.place(match);
                if (Posting.place(first) == place) {
                    int from = days.of(days.windowStart() + Posting.time(match)) + 1;
                    int to = days.of(days.windowStart() + Posting.time(first)) + landmarks.lookbackDays() + 1;
                    Bits.setRange(words, place * days.words(), from, Math.min(to, days.end()));
                }
            }
        }
    }

    /** Enough different days with matches. */
    static final class MatchDays implements Truth {
        private final Landmarks landmarks;
        private final Posting posting;
        private final int atLeast;
        private final long[] words;
        private final int[] withMatches;

        MatchDays(Landmarks landmarks, Posting posting, int atLeast) {
            this.landmarks = landmarks;
            this.posting = posting;
            this.atLeast = atLeast;
            this.words = new long[Block.SIZE * landmarks.days().words()];
            this.withMatches = new int[landmarks.days().end()];
        }

        @Override
        public long[] words() {
            return words;
        }

        @Override
        public void over(Block block) {
            Arrays.fill(words, 0);
            Days days = landmarks.days();
            int end = posting.end(block);
            int lastPlace = -1;
            int count = 0;
            for (int i = posting.start(block); i < end; i++) {
                int place = Posting.place(posting.matches()[i]);
                int day = days.of(days.windowStart() + Posting.time(posting.matches()[i]));
                count = place == lastPlace ? count : 0;
                lastPlace = place;
                if (count == 0 || withMatches[count - 1] != day) {
                    withMatches[count++] = day;
                    if (count >= atLeast) {
                        int to = withMatches[count - atLeast] + landmarks.lookbackDays() + 1;
                        Bits.setRange(words, place * days.words(), day + 1, Math.min(to, days.end()));
                    }
                }
            }
        }
    }

    /** More, or fewer, matches in the later half; halves may begin at noon. */
    static final class Changed implements Truth {
        private static final long HALF = Times.DAY / 2;

        private final Landmarks landmarks;
        private final Posting posting;
        private final Trend trend;
        private final long[] words;
        /** How many matches came before each half day. */
        private final int[] before;

        Changed(Landmarks landmarks, Posting posting, Trend trend) {
            this.landmarks = landmarks;
            this.posting = posting;
            this.trend = trend;
            this.words = new long[Block.SIZE * landmarks.days().words()];
            this.before = new int[2 * landmarks.days().end() + 1];
        }

        @Override
        public long[] words() {
            return words;
        }

        /** Who has no match has no change. */
        @Override
        public void over(Block block) {
            Arrays.fill(words, 0);
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
            Days days = landmarks.days();
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
            int lookback = landmarks.lookbackDays();
            for (int day = lookback; day < landmarks.days().end(); day++) {
                int earlier = before[2 * day - lookback] - before[2 * (day - lookback)];
                int later = before[2 * day] - before[2 * day - lookback];
                if (trend.holds(earlier, later)) {
                    words[place * landmarks.days().words() + (day >>> 6)] |= 1L << day;
                }
            }
        }
    }
}
