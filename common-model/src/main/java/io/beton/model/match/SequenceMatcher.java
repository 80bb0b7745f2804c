package io.beton.model.match;

import java.util.Arrays;

/**
 * Events that match one step after the other. Walks all steps' matches in time order, keeping for each step the latest
 * start of a chain that reached it.
 *
 * @param longest from the first event to the last, in microseconds
 */
record SequenceMatcher(int[] steps, long longest) implements Matcher.Eager {
    private static final long NONE = Long.MIN_VALUE;

    @Override
    public long firstTrue(SubjectEvents events, long from, long to) {
        int[] next = new int[steps.length];
        long[] latestStart = new long[steps.length];
        Arrays.fill(latestStart, NONE);
        for (int step = 0; step < steps.length; step++) {
            next[step] = events.indexFrom(steps[step], from);
        }
        for (long now = earliest(events, next); now < to; now = earliest(events, next)) {
            if (advance(events, next, latestStart, now)) {
                return now;
            }
        }
        return Times.NEVER;
    }

    private long earliest(SubjectEvents events, int[] next) {
        long earliest = Times.NEVER;
        for (int step = 0; step < steps.length; step++) {
            if (next[step] < events.count(steps[step])) {
                earliest = Math.min(earliest, events.time(steps[step], next[step]));
            }
        }
        return earliest;
    }

    /** From the last step to the first, so that a chain grows only by an event strictly later than its end. */
    private boolean advance(SubjectEvents events, int[] next, long[] latestStart, long now) {
        boolean complete = false;
        for (int step = steps.length - 1; step >= 0; step--) {
            boolean matched = false;
            while (next[step] < events.count(steps[step]) && events.time(steps[step], next[step]) == now) {
                next[step]++;
                matched = true;
            }
            long start = step == 0 ? now : latestStart[step - 1];
            if (matched && start != NONE) {
                latestStart[step] = Math.max(latestStart[step], start);
                complete |= step == steps.length - 1 && now - start <= longest;
            }
        }
        return complete;
    }
}
