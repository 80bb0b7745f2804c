package io.beton.backtest.rolling;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Days;
import io.beton.model.hypothesis.Design;
import io.beton.model.match.Times;

/** The landmarks of a rolling design: days of the history window, each of which stands for its beginning. */
final class Landmarks {
    private final Design.Rolling design;
    private final Days days;
    private final long[] all;
    /** By the day of an event: the first landmark behind it; the day 0, which is no landmark, where there is none. */
    private final int[] behind;

    Landmarks(Design.Rolling design, Days days) {
        this.design = design;
        this.days = days;
        this.all = new long[days.words()];
        this.behind = new int[days.end()];
        int next = 0;
        for (int day = days.end() - 1; day >= 0; day--) {
            behind[day] = next;
            if (isLandmark(days.start(day))) {
                Bits.set(all, day);
            }
            if (Math.floorMod(days.start(day), design.everyDays() * Times.DAY) == 0) {
                next = day;
            }
        }
    }

    Design.Rolling design() {
        return design;
    }

    Days days() {
        return days;
    }

    int lookbackDays() {
        return design.lookbackDays();
    }

    long[] all() {
        return all;
    }

    /** Those whose horizon has passed. */
    long[] mature(int horizonDays) {
        long[] mature = new long[days.words()];
        for (int day = 0; day < days.end(); day++) {
            if (Bits.has(all, day) && days.start(day) + horizonDays * Times.DAY <= days.windowEnd()) {
                Bits.set(mature, day);
            }
        }
        return mature;
    }

    /** The landmark at which an eager condition fires that an event of this day makes true. */
    int behind(int day) {
        return behind[day];
    }

    private boolean isLandmark(long time) {
        return Math.floorMod(time, design.everyDays() * Times.DAY) == 0
                && time - design.evidenceDays() * Times.DAY >= days.windowStart()
                && time <= days.windowEnd();
    }
}
