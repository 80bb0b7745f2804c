package io.beton.backtest.run;

import io.beton.model.event.EventBatch;
import io.beton.model.match.Times;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Gathers one subject's events as they come, repeats included, in growing columns. */
final class SubjectLog {
    private static final int COLUMNS = 4;
    private static final int TIMESTAMP = 0;
    private static final int CREATED_AT = 1;
    private static final int UUID_HIGH = 2;
    private static final int UUID_LOW = 3;

    private long[] values = new long[COLUMNS];
    private int[] selectorSets = new int[1];
    private int size;
    private long firstSeen = Times.NEVER;
    private long created = Times.NEVER;

    void add(EventBatch.Event event, int selectorSet) {
        if (size == selectorSets.length) {
            selectorSets = Arrays.copyOf(selectorSets, size * 2);
            values = Arrays.copyOf(values, size * 2 * COLUMNS);
        }
        int row = size * COLUMNS;
        values[row + TIMESTAMP] = event.timestamp();
        values[row + CREATED_AT] = event.createdAt();
        values[row + UUID_HIGH] = event.uuid().getMostSignificantBits();
        values[row + UUID_LOW] = event.uuid().getLeastSignificantBits();
        selectorSets[size] = selectorSet;
        size++;
    }

    void seen(long first) {
        firstSeen = Math.min(firstSeen, first);
    }

    void created(long at) {
        created = at;
    }

    int size() {
        return size;
    }

    /**
     * Drops repeats (of differing copies of one uuid the first by creation and timestamp stays) and sorts by selector.
     *
     * @param selectors the numbers of the selectors of each selector set
     */
    SubjectHistory seal(SelectorSets selectors) {
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> value(i, UUID_HIGH))
                        .thenComparingLong(i -> value(i, UUID_LOW))
                        .thenComparingLong(i -> value(i, CREATED_AT))
                        .thenComparingLong(i -> value(i, TIMESTAMP)))
                .mapToInt(Integer::intValue)
                .toArray();
        long[][] times = new long[selectors.count()][];
        int[] counts = new int[selectors.count()];
        int events = 0;
        for (int k = 0; k < size; k++) {
            if (k > 0 && sameEvent(order[k - 1], order[k])) {
                continue;
            }
            events++;
            for (int selector : selectors.of(selectorSets[order[k]])) {
                times[selector] = append(times[selector], counts[selector]++, value(order[k], TIMESTAMP));
            }
        }
        for (int selector = 0; selector < times.length; selector++) {
            times[selector] = Arrays.copyOf(times[selector] == null ? new long[0] : times[selector], counts[selector]);
            Arrays.sort(times[selector]);
        }
        return new SubjectHistory(times, events, firstSeen, created);
    }

    private long value(int row, int column) {
        return values[row * COLUMNS + column];
    }

    private boolean sameEvent(int one, int other) {
        return value(one, UUID_HIGH) == value(other, UUID_HIGH) && value(one, UUID_LOW) == value(other, UUID_LOW);
    }

    private static long[] append(long[] times, int at, long time) {
        long[] room = times == null ? new long[2] : at == times.length ? Arrays.copyOf(times, at * 2) : times;
        room[at] = time;
        return room;
    }
}
