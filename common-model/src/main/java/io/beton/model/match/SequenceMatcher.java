package io.beton.model.match;

/**
 * Events that match one step after the other.
 *
 * <p>From each match of the first step the chain that takes the next possible event ends the earliest; and a later start
 * ends no earlier, so that the first start whose chain is short enough tells when the sequence becomes true.
 *
 * @param longest from the first event to the last, in microseconds
 */
record SequenceMatcher(int[] steps, long longest) implements Matcher.Eager {

    @Override
    public long firstTrue(SubjectEvents events, long from, long to) {
        int first = steps[0];
        for (int i = events.indexFrom(first, from); i < events.count(first); i++) {
            long start = events.time(first, i);
            long end = endOf(events, start);
            if (end >= to) {
                return Times.NEVER;
            }
            if (end - start <= longest) {
                return end;
            }
        }
        return Times.NEVER;
    }

    private long endOf(SubjectEvents events, long start) {
        long end = start;
        for (int step = 1; step < steps.length; step++) {
            int next = events.indexFrom(steps[step], end + 1);
            if (next == events.count(steps[step])) {
                return Times.NEVER;
            }
            end = events.time(steps[step], next);
        }
        return end;
    }
}
