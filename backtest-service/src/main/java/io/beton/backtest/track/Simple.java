package io.beton.backtest.track;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Days;
import io.beton.backtest.postings.Matches;
import io.beton.backtest.postings.Posting;

/** Tracks of conditions on one selector. */
final class Simple {
    private Simple() {}

    /** Enough matches: from the one that many before on. */
    static final class Count extends Track {
        private final Matches matches;
        private final int before;

        Count(Matches matches, int atLeast) {
            this.matches = matches;
            this.before = atLeast - 1;
        }

        @Override
        void follow(Block block) {
            long[] all = matches.matches();
            int first = matches.start(block);
            int end = matches.end(block);
            for (int i = first; i < end; i++) {
                boolean enough = i - before >= first && Posting.place(all[i - before]) == Posting.place(all[i]);
                add(all[i], enough ? all[i - before] : NONE);
            }
        }
    }

    /** Enough different days: from the last match of the day that many before on. */
    static final class MatchDays extends Track {
        private final Matches matches;
        private final Days days;
        private final int atLeast;
        /** By day of the subject with matches, in their order, its last match. */
        private final long[] lastOfDay;

        MatchDays(Matches matches, Days days, int atLeast) {
            this.matches = matches;
            this.days = days;
            this.atLeast = atLeast;
            this.lastOfDay = new long[days.end()];
        }

        @Override
        void follow(Block block) {
            int end = matches.end(block);
            int lastPlace = -1;
            int lastDay = -1;
            int count = 0;
            for (int i = matches.start(block); i < end; i++) {
                long match = matches.matches()[i];
                int place = Posting.place(match);
                int day = days.of(days.windowStart() + Posting.time(match));
                count = place == lastPlace ? count : 0;
                count += count == 0 || day != lastDay ? 1 : 0;
                lastPlace = place;
                lastDay = day;
                lastOfDay[count - 1] = match;
                add(match, count >= atLeast ? lastOfDay[count - atLeast] : NONE);
            }
        }
    }

    /** Enough different values: from the last match on that has the value which was seen that many values ago. */
    static final class MatchValues extends Track {
        private final Matches matches;
        private final int property;
        /** The values that were seen last, the latest first, as many as are wanted; and the last match of each. */
        private final int[] latest;

        private final long[] lastOf;

        MatchValues(Matches matches, int property, int atLeast) {
            this.matches = matches;
            this.property = property;
            this.latest = new int[atLeast];
            this.lastOf = new long[atLeast];
        }

        @Override
        void follow(Block block) {
            int[] values = matches.values(property);
            int end = matches.end(block);
            int lastPlace = -1;
            int seen = 0;
            for (int i = matches.start(block); i < end; i++) {
                long match = matches.matches()[i];
                seen = Posting.place(match) == lastPlace ? seen : 0;
                lastPlace = Posting.place(match);
                if (values[i] != 0) {
                    seen = see(values[i], match, seen);
                }
                add(match, seen == latest.length ? lastOf[seen - 1] : NONE);
            }
        }

        private int see(int value, long match, int seen) {
            int at = 0;
            while (at < seen && latest[at] != value) {
                at++;
            }
            int moved = Math.min(at, latest.length - 1);
            System.arraycopy(latest, 0, latest, 1, moved);
            System.arraycopy(lastOf, 0, lastOf, 1, moved);
            latest[0] = value;
            lastOf[0] = match;
            return Math.min(latest.length, at == seen ? seen + 1 : seen);
        }
    }
}
