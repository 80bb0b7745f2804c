package io.beton.model.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One observation per subject in population and landmark: the whole multiples of some days since 1970-01-01. */
final class RollingMatcher implements DesignMatcher {
    private final Matcher condition;
    private final boolean silence;
    private final int[] selectors;
    private final long every;
    private final long lookback;

    /**
     * @param silence whether the condition holds where nothing was matched
     * @param selectors the numbers of the condition's, each once
     */
    RollingMatcher(Matcher condition, boolean silence, int[] selectors, long every, long lookback) {
        this.condition = condition;
        this.silence = silence;
        this.selectors = selectors;
        this.every = every;
        this.lookback = lookback;
    }

    @Override
    public List<Observation> observations(SubjectEvents events, long windowStart, long windowEnd) {
        List<Observation> observations = new ArrayList<>();
        for (long landmark = firstLandmark(windowStart); landmark <= windowEnd; landmark += every) {
            if (events.activeIn(landmark - lookback, landmark)) {
                observations.add(observation(events, landmark));
            }
        }
        return observations;
    }

    @Override
    public List<Observation> firings(SubjectEvents events, long windowStart, long known) {
        if (silence) {
            return observations(events, windowStart, known).stream()
                    .filter(Observation::fired)
                    .toList();
        }
        long first = firstLandmark(windowStart);
        return condition instanceof Matcher.Eager
                ? atEvents(events, matched(events, first - every, Times.NEVER))
                : atLandmarks(events, matched(events, first - every - lookback, Times.NEVER), first, known);
    }

    /** At the first of a landmark's events that finds the condition true behind it. */
    private List<Observation> atEvents(SubjectEvents events, long[] times) {
        List<Observation> fired = new ArrayList<>();
        long told = Times.NEVER;
        for (long time : times) {
            long landmark = landmarkAfter(time);
            if (landmark != told && condition.holds(events, time - lookback + 1, time + 1)) {
                fired.add(new Observation(time - lookback + 1, landmark, time));
                told = landmark;
            }
        }
        return fired;
    }

    /** Only where something that was matched can be seen can a condition hold that does not hold of nothing. */
    private List<Observation> atLandmarks(SubjectEvents events, long[] times, long first, long known) {
        List<Observation> fired = new ArrayList<>();
        if (times.length > 0) {
            long last = Math.min(known, times[times.length - 1] + lookback);
            for (long landmark = Math.max(first, landmarkAfter(times[0])); landmark <= last; landmark += every) {
                if (condition.holds(events, landmark - lookback, landmark)) {
                    fired.add(new Observation(landmark - lookback, landmark, landmark));
                }
            }
        }
        return fired;
    }

    private long landmarkAfter(long time) {
        return (Math.floorDiv(time, every) + 1) * every;
    }

    private long firstLandmark(long windowStart) {
        return -Math.floorDiv(-(windowStart + every + lookback), every) * every;
    }

    private Observation observation(SubjectEvents events, long landmark) {
        if (condition instanceof Matcher.Eager) {
            long fired = firstMade(events, landmark);
            return new Observation(fired == Times.NEVER ? landmark - lookback : fired - lookback + 1, landmark, fired);
        }
        boolean fired = condition.holds(events, landmark - lookback, landmark);
        return new Observation(landmark - lookback, landmark, fired ? landmark : Times.NEVER);
    }

    /** The first matched event before the landmark, after the one before, that finds the condition true behind it. */
    private long firstMade(SubjectEvents events, long landmark) {
        for (long time : matched(events, landmark - every, landmark)) {
            if (condition.holds(events, time - lookback + 1, time + 1)) {
                return time;
            }
        }
        return Times.NEVER;
    }

    /** The times of matched events, ascending. */
    private long[] matched(SubjectEvents events, long from, long to) {
        long[] times = new long[0];
        for (int selector : selectors) {
            int first = events.indexFrom(selector, from);
            int end = first;
            while (end < events.count(selector) && events.time(selector, end) < to) {
                end++;
            }
            int before = times.length;
            times = Arrays.copyOf(times, before + end - first);
            for (int i = first; i < end; i++) {
                times[before + i - first] = events.time(selector, i);
            }
        }
        Arrays.sort(times);
        return times;
    }
}
