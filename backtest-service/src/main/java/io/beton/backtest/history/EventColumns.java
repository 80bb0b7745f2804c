package io.beton.backtest.history;

import io.beton.model.event.PackedBatch;
import java.util.Arrays;

/**
 * Distinct events in columns, about 60 bytes each; of copies with one uuid the first by (created_at, timestamp) stays,
 * whatever order they come in.
 *
 * <p>Copies that agree in both times are told apart by subject and matches, so that the order of arrival still decides
 * nothing.
 */
final class EventColumns {
    private static final int FIRST_CAPACITY = 1024;
    private static final int BYTES_PER_ROW = 2 * Long.BYTES + 2 * Integer.BYTES;
    /** What a row takes at least, its uuid and that one's slot included. */
    static final int LEAST_BYTES_PER_ROW = BYTES_PER_ROW + 4 * Long.BYTES;

    private final UuidRows uuids = new UuidRows();
    private long[] timestamps = new long[FIRST_CAPACITY];
    private long[] created = new long[FIRST_CAPACITY];
    private int[] subjects = new int[FIRST_CAPACITY];
    private int[] matches = new int[FIRST_CAPACITY];
    /** A column of numbers for each property whose values are told apart. */
    private final int[][] values;

    /** @param properties how many properties have their values told apart */
    EventColumns(int properties) {
        values = new int[properties][FIRST_CAPACITY];
    }

    /** A capacity half as large again. */
    static int larger(int capacity) {
        return Math.addExact(capacity, capacity >> 1);
    }

    int size() {
        return uuids.size();
    }

    long timestamp(int row) {
        return timestamps[row];
    }

    int subject(int row) {
        return subjects[row];
    }

    /** The number of the set of selectors that the event matched. */
    int matches(int row) {
        return matches[row];
    }

    int value(int property, int row) {
        return values[property][row];
    }

    int compareUuids(int row, int other) {
        return uuids.compare(row, other);
    }

    long bytes() {
        return uuids.bytes() + (long) timestamps.length * (BYTES_PER_ROW + (long) values.length * Integer.BYTES);
    }

    /**
     * Adds an event of a batch, or decides between it and the copy that is there.
     *
     * @param valued the number of the value of each property, in their order
     */
    void add(PackedBatch batch, int event, int subject, int matched, int[] valued, Precedence precedence) {
        long timestamp = batch.timestamp(event);
        long createdAt = batch.createdAt(event);
        int before = size();
        int row = uuids.of(batch.uuidHigh(event), batch.uuidLow(event));
        if (row == before) {
            growTo(row);
            write(row, subject, timestamp, createdAt, matched, valued);
            return;
        }
        int order = Long.compare(createdAt, created[row]);
        order = order != 0 ? order : Long.compare(timestamp, timestamps[row]);
        order = order != 0 ? order : precedence.compare(subject, matched, subjects[row], matches[row]);
        if (order < 0) {
            write(row, subject, timestamp, createdAt, matched, valued);
        }
    }

    private void write(int row, int subject, long timestamp, long createdAt, int matched, int[] valued) {
        subjects[row] = subject;
        timestamps[row] = timestamp;
        created[row] = createdAt;
        matches[row] = matched;
        for (int property = 0; property < values.length; property++) {
            values[property][row] = valued[property];
        }
    }

    private void growTo(int row) {
        if (row < timestamps.length) {
            return;
        }
        int capacity = larger(timestamps.length);
        timestamps = Arrays.copyOf(timestamps, capacity);
        created = Arrays.copyOf(created, capacity);
        subjects = Arrays.copyOf(subjects, capacity);
        matches = Arrays.copyOf(matches, capacity);
        for (int property = 0; property < values.length; property++) {
            values[property] = Arrays.copyOf(values[property], capacity);
        }
    }

    /** Orders copies of one event that agree in both times. */
    interface Precedence {
        int compare(int subject, int matched, int otherSubject, int otherMatched);
    }
}
