package io.beton.ingest.history;

import io.beton.ingest.posthog.Range;
import io.beton.model.match.Times;
import java.time.Duration;

/**
 * Decides how long the next slice of a history is: about as long as one page holds, half of what was refused, and longer
 * again where slices come back small and fast. The slices cover the range once, in order.
 *
 * @param at up to where it has been read, in microseconds
 * @param to where the range ends
 * @param length of the next slice, if the range is not over before
 * @param refused the length that was refused last
 * @param bounds what the lengths keep to
 */
record SlicePolicy(long at, long to, long length, long refused, Bounds bounds) {
    private static final Duration FAST = Duration.ofSeconds(4);
    private static final long DOUBLE = 2;
    /** Close to what was refused, growth is an eighth at a time: each refusal is time that PostHog spent for nothing. */
    private static final long CAREFULLY = 8;

    /**
     * @param smallest the shortest slice, but for the one that ends the range
     * @param longest the longest slice
     * @param rows how many rows a slice should have
     */
    record Bounds(long smallest, long longest, long rows) {
        static final long SMALLEST = Times.HOUR / 60;
        /** PostHog's partitions are months. */
        static final long LONGEST = 30 * Times.DAY;
        /** Of a page, so that a slice with some more rows than the one before it still is one page. */
        private static final double FILLED = 0.8;

        /** What suits pages of events. */
        static Bounds ofPages(int pageSize) {
            return new Bounds(SMALLEST, LONGEST, Math.max(1, (long) (FILLED * pageSize)));
        }

        /** The length of which a range with so many rows, evenly spread, should be read. */
        long lengthFor(long range, long rowsOfRange) {
            return clamped((double) range * rows / Math.max(1, rowsOfRange));
        }

        private long clamped(double length) {
            return (long) Math.max(smallest, Math.min(longest, length));
        }
    }

    static SlicePolicy over(long from, long to, long firstLength, Bounds bounds) {
        return new SlicePolicy(from, to, bounds.clamped(firstLength), Times.NEVER, bounds);
    }

    boolean done() {
        return at >= to;
    }

    /** The slice that is due; a long one ends with a day of UTC, by which PostHog sorts. */
    Range slice() {
        return Range.ofTimestamps(at, length >= to - at ? to : end());
    }

    /** How long slices of this length are, once they end with days. */
    long usualLength() {
        return length >= Times.DAY ? length - length % Times.DAY : length;
    }

    /** How to go on once the slice is read. */
    SlicePolicy read(long rows, Duration took) {
        double fitting = rows == 0 ? Double.MAX_VALUE : (double) sliceLength() * bounds.rows() / rows;
        double most = took.compareTo(FAST) > 0 ? length : grown();
        return new SlicePolicy(slice().to(), to, bounds.clamped(Math.min(fitting, most)), refused, bounds);
    }

    boolean canHalve() {
        return sliceLength() > bounds.smallest();
    }

    /** How to go on once PostHog said that the slice is too much. */
    SlicePolicy halved() {
        return new SlicePolicy(at, to, bounds.clamped(sliceLength() / DOUBLE), sliceLength(), bounds);
    }

    private long sliceLength() {
        return slice().to() - at;
    }

    private double grown() {
        return length + 1 < refused / DOUBLE ? length * DOUBLE : length + (double) length / CAREFULLY;
    }

    private long end() {
        long end = at + length;
        return length >= Times.DAY ? Math.max(at + bounds.smallest(), end - Math.floorMod(end, Times.DAY)) : end;
    }
}
