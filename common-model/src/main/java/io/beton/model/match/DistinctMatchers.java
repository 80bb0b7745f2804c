package io.beton.model.match;

import java.util.HashSet;
import java.util.Set;

/** Conditions on how many different days, sessions or values the events that match a selector have. */
final class DistinctMatchers {
    private DistinctMatchers() {}

    record Days(int selector, int atLeast) implements Matcher.Eager {
        @Override
        public long firstTrue(SubjectEvents events, long from, long to) {
            int days = 0;
            long last = Long.MIN_VALUE;
            for (int i = events.indexFrom(selector, from); i < events.count(selector); i++) {
                long time = events.time(selector, i);
                if (time >= to) {
                    break;
                }
                long day = Times.day(time);
                if (day != last && ++days == atLeast) {
                    return time;
                }
                last = day;
            }
            return Times.NEVER;
        }
    }

    record Values(int selector, int property, int atLeast) implements Matcher.Eager {
        @Override
        public long firstTrue(SubjectEvents events, long from, long to) {
            Set<Long> values = new HashSet<>();
            for (int i = events.indexFrom(selector, from); i < events.count(selector); i++) {
                long time = events.time(selector, i);
                if (time >= to) {
                    break;
                }
                long value = events.value(property, i);
                if (value != SubjectEvents.NO_VALUE && values.add(value) && values.size() == atLeast) {
                    return time;
                }
            }
            return Times.NEVER;
        }
    }
}
