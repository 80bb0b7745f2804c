package io.beton.model.match;

/** One subject's matched events, as the matcher sees them: per selector number the ascending timestamps. */
public interface SubjectEvents {

    /** How many events match the selector; repeats of one event count once. */
    int count(int selector);

    /** The timestamp of the i-th match in ascending order, in microseconds. */
    long time(int selector, int i);

    /** The first counted event in the history window, or {@link Times#NEVER}. */
    long firstSeen();

    /** When the source made the subject, or {@link Times#NEVER} where it does not say. */
    long subjectCreated();

    /** The number of the first match at or after a time; {@link #count} if there is none. */
    default int indexFrom(int selector, long from) {
        int low = 0;
        int high = count(selector);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time(selector, middle) < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first match in {@code [from, to)}, or {@link Times#NEVER}. */
    default long firstIn(int selector, long from, long to) {
        int i = indexFrom(selector, from);
        return i < count(selector) && time(selector, i) < to ? time(selector, i) : Times.NEVER;
    }
}
