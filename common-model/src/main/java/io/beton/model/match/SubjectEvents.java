package io.beton.model.match;

/**
 * One subject's matched events, as the matcher sees them: per selector number the matches in ascending order of time, of
 * equal times in the order of their uuids.
 */
public interface SubjectEvents {
    /** Stands for a value that is missing. */
    long NO_VALUE = 0;

    /** How many events match the selector; repeats of one event count once. */
    int count(int selector);

    /** The timestamp of the i-th match, in microseconds. */
    long time(int selector, int i);

    /** The hash of a counted property, by its number, of the i-th match of its selector; or {@link #NO_VALUE}. */
    long value(int property, int i);

    /** On how many UTC days there are counted events in the history window. */
    int activeDays();

    /** The first counted event of the i-th active day. */
    long firstOfDay(int i);

    /** The last counted event of the i-th active day. */
    long lastOfDay(int i);

    /** The session of the first counted event in the history window, as the hash of its id; or {@link #NO_VALUE}. */
    long firstSession();

    /** When the source made the subject, or {@link Times#NEVER} where it does not say. */
    long subjectCreated();

    /** The first counted event in the history window, or {@link Times#NEVER}. */
    default long firstSeen() {
        return activeDays() == 0 ? Times.NEVER : firstOfDay(0);
    }

    /**
     * Whether there is a counted event in {@code [from, to)}. Exact for spans of a day or more: such a span cuts no
     * active day at both ends.
     */
    default boolean activeIn(long from, long to) {
        for (int i = 0; i < activeDays(); i++) {
            if (lastOfDay(i) >= from) {
                long first = firstOfDay(i) >= from ? firstOfDay(i) : lastOfDay(i);
                return first < to;
            }
        }
        return false;
    }

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
