package io.beton.model.match;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** One observation per subject in population and landmark: the whole multiples of some days since 1970-01-01. */
final class RollingMatcher implements DesignMatcher {
    private final Matcher condition;
    private final int[] selectors;
    private final long every;
    private final long lookback;

    /** @param selectors the numbers of the condition's, each once */
    RollingMatcher(Matcher condition, int[] selectors, long every, long lookback) {
        this.condition = condition;
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
        if (condition instanceof Matcher.Eager) {
            return landmarksAfter(events, firstLandmark(windowStart)).stream()
                    .map(landmark -> observation(events, landmark))
                    .filter(Observation::fired)
                    .toList();
        }
        return observations(events, windowStart, known).stream()
                .filter(Observation::fired)
                .toList();
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
        return matched(events, landmark - every, landmark)
                .filter(time -> condition.holds(events, time - lookback + 1, time + 1))
                .findFirst()
                .orElse(Times.NEVER);
    }

    private List<Long> landmarksAfter(SubjectEvents events, long first) {
        return matched(events, first - every, Times.NEVER)
                .map(time -> (Math.floorDiv(time, every) + 1) * every)
                .distinct()
                .boxed()
                .toList();
    }

    /** The times of matched events, ascending. */
    private LongStream matched(SubjectEvents events, long from, long to) {
        LongStream.Builder times = LongStream.builder();
        for (int selector : selectors) {
            for (int i = events.indexFrom(selector, from); i < events.count(selector); i++) {
                if (events.time(selector, i) >= to) {
                    break;
                }
                times.add(events.time(selector, i));
            }
        }
        return times.build().sorted();
    }
}
