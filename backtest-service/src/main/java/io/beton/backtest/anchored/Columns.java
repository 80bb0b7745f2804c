package io.beton.backtest.anchored;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Matches;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.Step;
import io.beton.model.match.Times;
import java.util.Arrays;

/** Numbers of a block's subjects that come of one pass over one posting. */
final class Columns {
    private Columns() {}

    /** A number for each subject of a block. */
    interface Column extends Step {
        int[] numbers();
    }

    /** How many matches lie in a part of each subject's window: so far behind its beginning, and so long. */
    record MatchCount(Windows windows, Matches posting, long behind, long length, int[] numbers) implements Column {
        MatchCount(Windows windows, Matches posting, long behind, long length) {
            this(windows, posting, behind, length, new int[Block.SIZE]);
        }

        @Override
        public void over(Block block) {
            Arrays.fill(numbers, 0);
            long[] matches = posting.matches();
            long[] from = windows.from();
            int end = posting.end(block);
            for (int i = posting.start(block); i < end; i++) {
                int place = Posting.place(matches[i]);
                long offset = Posting.time(matches[i]) - from[place] - behind;
                // 0 <= offset < length, without a branch that nobody can predict
                numbers[place] += (int) ((offset - length & ~offset) >>> 63);
            }
        }
    }

    /** On how many UTC days the matches of each subject's window fall. */
    record MatchDays(Windows windows, Matches posting, long windowStart, int[] numbers) implements Column {
        MatchDays(Windows windows, Matches posting, long windowStart) {
            this(windows, posting, windowStart, new int[Block.SIZE]);
        }

        @Override
        public void over(Block block) {
            Arrays.fill(numbers, 0);
            long[] matches = posting.matches();
            long[] from = windows.from();
            long length = windows.length();
            int end = posting.end(block);
            int lastPlace = -1;
            long lastDay = 0;
            for (int i = posting.start(block); i < end; i++) {
                int place = Posting.place(matches[i]);
                long time = Posting.time(matches[i]);
                long offset = time - from[place];
                if (offset >= 0 && offset < length) {
                    long day = Times.day(windowStart + time);
                    if (place != lastPlace || day != lastDay) {
                        numbers[place]++;
                    }
                    lastPlace = place;
                    lastDay = day;
                }
            }
        }
    }

    /** How many different values the matches of each subject's window have. */
    static final class MatchValues implements Column {
        private final Windows windows;
        private final Matches posting;
        private final int property;
        private final int[] numbers = new int[Block.SIZE];
        /** By the number of a value, the last subject that had it. */
        private final int[] lastOf;

        /** @param different how many different values there are at most */
        MatchValues(Windows windows, Matches posting, int property, int different) {
            this.windows = windows;
            this.posting = posting;
            this.property = property;
            this.lastOf = new int[different + 1];
        }

        @Override
        public int[] numbers() {
            return numbers;
        }

        @Override
        public void over(Block block) {
            Arrays.fill(numbers, 0);
            long[] matches = posting.matches();
            int[] values = posting.values(property);
            long[] from = windows.from();
            long length = windows.length();
            int end = posting.end(block);
            for (int i = posting.start(block); i < end; i++) {
                int place = Posting.place(matches[i]);
                long offset = Posting.time(matches[i]) - from[place];
                int subject = block.firstSubject() + place + 1;
                if (offset >= 0 && offset < length && values[i] != 0 && lastOf[values[i]] != subject) {
                    lastOf[values[i]] = subject;
                    numbers[place]++;
                }
            }
        }
    }
}
