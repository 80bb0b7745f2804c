package io.beton.backtest.rolling;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.Days;
import io.beton.backtest.postings.Matches;
import io.beton.backtest.postings.Posting;
import io.beton.model.hypothesis.Trend;
import io.beton.model.match.Times;
import java.util.Arrays;

/** More, or fewer, matches in the later half of the days before a landmark; halves may begin at noon. */
final class Trends extends LandmarkTruth {
    private static final long HALF = Times.DAY / 2;

    private final Matches matches;
    private final Trend trend;
    /** How many matches came before each half day. */
    private final int[] before;

    Trends(Landmarks landmarks, Matches matches, Trend trend) {
        super(landmarks);
        this.matches = matches;
        this.trend = trend;
        this.before = new int[2 * landmarks.days().end() + 1];
    }

    /** Who has no match has no change. */
    @Override
    void mark(Block block) {
        long[] all = matches.matches();
        int end = matches.end(block);
        for (int from = matches.start(block); from < end; ) {
            int place = Posting.place(all[from]);
            int to = from;
            while (to < end && Posting.place(all[to]) == place) {
                to++;
            }
            if (to - from >= trend.minEvents()) {
                count(all, from, to);
                ask(place, dayOf(all[from]), dayOf(all[to - 1]));
            }
            from = to;
        }
    }

    private void count(long[] all, int from, int to) {
        Days days = landmarks().days();
        Arrays.fill(before, 0);
        long start = days.start(0);
        for (int i = from; i < to; i++) {
            before[(int) ((days.windowStart() + Posting.time(all[i]) - start) / HALF) + 1]++;
        }
        for (int half = 1; half < before.length; half++) {
            before[half] += before[half - 1];
        }
    }

    /** From the day behind the first match to the last that looks back to the last one. */
    private void ask(int place, int first, int last) {
        int lookback = landmarks().lookbackDays();
        int end = Math.min(landmarks().days().end(), last + lookback + 1);
        for (int day = Math.max(lookback, first + 1); day < end; day++) {
            int earlier = before[2 * day - lookback] - before[2 * (day - lookback)];
            int later = before[2 * day] - before[2 * day - lookback];
            if (trend.holds(earlier, later)) {
                mark(place, day);
            }
        }
    }
}
