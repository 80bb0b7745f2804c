package io.beton.backtest.history;

import io.beton.model.event.PackedBatch;
import java.util.Arrays;

/**
 * Distinct events in columns, about 50 bytes each; of copies with one uuid the first by (created_at, timestamp) stays,
 * whatever order they come in.
 *
 * <p>Copies that agree in both times are told apart by subject and matches, so that the order of arrival still decides
 * nothing.
 */
final class EventColumns {
    private static final int FIRST_CAPACITY = 1024;
    private static final int BYTES_PER_ROW = 4 * Long.BYTES + 2 * Integer.BYTES;
    private static final int FREE = -1;

    private long[] timestamps = new long[FIRST_CAPACITY];
    private long[] created = new long[FIRST_CAPACITY];
    private long[] uuidHigh = new long[FIRST_CAPACITY];
    private long[] uuidLow = new long[FIRST_CAPACITY];
    private int[] subjects = new int[FIRST_CAPACITY];
    private int[] matches = new int[FIRST_CAPACITY];
    /** A column of numbers for each property whose values are told apart. */
    private final int[][] values;
    /** Rows by uuid, open addressing, never more than half full. */
    private int[] rows = free(2 * FIRST_CAPACITY);

    private int size;

    /** @param properties how many properties have their values told apart */
    EventColumns(int properties) {
        values = new int[properties][FIRST_CAPACITY];
    }

    int size() {
        return size;
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
        int order = Long.compareUnsigned(uuidHigh[row], uuidHigh[other]);
        return order != 0 ? order : Long.compareUnsigned(uuidLow[row], uuidLow[other]);
    }

    long bytes() {
        return (long) timestamps.length * (BYTES_PER_ROW + (long) values.length * Integer.BYTES)
                + (long) rows.length * Integer.BYTES;
    }

    /**
     * Adds an event of a batch, or decides between it and the copy that is there.
     *
     * @param valued the number of the value of each property, in their order
     */
    void add(PackedBatch batch, int event, int subject, int matched, int[] valued, Precedence precedence) {
        long high = batch.uuidHigh(event);
        long low = batch.uuidLow(event);
        long timestamp = batch.timestamp(event);
        long createdAt = batch.createdAt(event);
        int slot = slot(high, low);
        if (rows[slot] == FREE) {
            rows[slot] = size;
            write(size, subject, timestamp, createdAt, matched, valued);
            uuidHigh[size] = high;
            uuidLow[size] = low;
            size++;
            growIfFull();
            return;
        }
        int row = rows[slot];
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

    private int slot(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & (rows.length - 1);
        while (rows[slot] != FREE && (uuidHigh[rows[slot]] != high || uuidLow[rows[slot]] != low)) {
            slot = (slot + 1) & (rows.length - 1);
        }
        return slot;
    }

    private void growIfFull() {
        if (size < timestamps.length) {
            return;
        }
        int capacity = Math.multiplyExact(size, 2);
        timestamps = Arrays.copyOf(timestamps, capacity);
        created = Arrays.copyOf(created, capacity);
        uuidHigh = Arrays.copyOf(uuidHigh, capacity);
        uuidLow = Arrays.copyOf(uuidLow, capacity);
        subjects = Arrays.copyOf(subjects, capacity);
        matches = Arrays.copyOf(matches, capacity);
        for (int property = 0; property < values.length; property++) {
            values[property] = Arrays.copyOf(values[property], capacity);
        }
        rows = free(Math.multiplyExact(capacity, 2));
        for (int row = 0; row < size; row++) {
            rows[slot(uuidHigh[row], uuidLow[row])] = row;
        }
    }

    private static int[] free(int slots) {
        int[] rows = new int[slots];
        Arrays.fill(rows, FREE);
        return rows;
    }

    /** Orders copies of one event that agree in both times. */
    interface Precedence {
        int compare(int subject, int matched, int otherSubject, int otherMatched);
    }
}
