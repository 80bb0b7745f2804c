package io.beton.backtest.postings;

import io.beton.model.match.Times;

/**
 * The UTC days of a history window, numbered from 0. The number of a day stands for its beginning too, so that there is
 * one more for a landmark at the window's end.
 */
public record Days(long windowStart, long windowEnd) {

    /** The number of the day of a time. */
    public int of(long time) {
        return (int) (Times.day(time) - Times.day(windowStart));
    }

    /** The beginning of a day. */
    public long start(int day) {
        return (Times.day(windowStart) + day) * Times.DAY;
    }

    /** The number behind the last. */
    public int end() {
        return of(windowEnd) + 1;
    }

    /** How many words hold a bit for each day. */
    public int words() {
        return Bits.words(end());
    }
}
