package io.beton.model.match;

import io.beton.model.hypothesis.Trend;

/** Conditions on how many events match a selector. */
final class CountMatchers {
    private CountMatchers() {}

    private static long count(SubjectEvents events, int selector, long from, long to) {
        return events.indexFrom(selector, to) - events.indexFrom(selector, from);
    }

    record AtLeast(int selector, int atLeast) implements Matcher.Eager {
        @Override
        public long firstTrue(SubjectEvents events, long from, long to) {
            long i = (long) events.indexFrom(selector, from) + atLeast - 1;
            if (i >= events.count(selector)) {
                return Times.NEVER;
            }
            long time = events.time(selector, (int) i);
            return time < to ? time : Times.NEVER;
        }
    }

    record AtMost(int selector, int atMost) implements Matcher {
        @Override
        public boolean holds(SubjectEvents events, long from, long to) {
            return count(events, selector, from, to) <= atMost;
        }
    }

    /** Windows are whole days long, so their halves are whole microseconds. */
    record Changed(int selector, Trend trend) implements Matcher {
        @Override
        public boolean holds(SubjectEvents events, long from, long to) {
            long middle = from + (to - from) / 2;
            return trend.holds(count(events, selector, from, middle), count(events, selector, middle, to));
        }
    }
}
