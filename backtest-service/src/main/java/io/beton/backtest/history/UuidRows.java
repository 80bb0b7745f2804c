package io.beton.backtest.history;

import java.util.Arrays;

/**
 * Numbers uuids from 0 in the order in which they come. A slot holds a part of the hash beside the row, so that asking
 * looks at one place in memory, mostly, and growing at none but the slots.
 */
final class UuidRows {
    private static final int FIRST_CAPACITY = 1024;
    private static final long FREE = -1;

    private long[] high = new long[FIRST_CAPACITY];
    private long[] low = new long[FIRST_CAPACITY];
    /** Upper half: the hash; lower half: the row. Open addressing, at most three quarters full. */
    private long[] slots = free(2 * FIRST_CAPACITY);

    private int size;

    int size() {
        return size;
    }

    /** The row of a uuid; the size before where it is new. */
    int of(long uuidHigh, long uuidLow) {
        long hash = hash(uuidHigh, uuidLow);
        int slot = first(hash);
        while (slots[slot] != FREE) {
            int row = (int) slots[slot];
            if (slots[slot] >>> 32 == hash && high[row] == uuidHigh && low[row] == uuidLow) {
                return row;
            }
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = hash << 32 | size;
        append(uuidHigh, uuidLow);
        return size - 1;
    }

    int compare(int row, int other) {
        int order = Long.compareUnsigned(high[row], high[other]);
        return order != 0 ? order : Long.compareUnsigned(low[row], low[other]);
    }

    long bytes() {
        return (2L * high.length + slots.length) * Long.BYTES;
    }

    private void append(long uuidHigh, long uuidLow) {
        if (size == high.length) {
            high = Arrays.copyOf(high, EventColumns.larger(size));
            low = Arrays.copyOf(low, high.length);
        }
        high[size] = uuidHigh;
        low[size] = uuidLow;
        size++;
        if (4L * size > 3L * slots.length) {
            grow();
        }
    }

    private void grow() {
        long[] old = slots;
        slots = free(Math.multiplyExact(old.length, 2));
        for (long entry : old) {
            if (entry != FREE) {
                int slot = first(entry >>> 32);
                while (slots[slot] != FREE) {
                    slot = slot + 1 & slots.length - 1;
                }
                slots[slot] = entry;
            }
        }
    }

    /** 31 bits, so that no entry is the free one. */
    private static long hash(long uuidHigh, long uuidLow) {
        long mixed = (uuidHigh ^ Long.rotateLeft(uuidLow, 32)) * 0x9E3779B97F4A7C15L;
        return (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L >>> 33;
    }

    private int first(long hash) {
        return (int) hash & slots.length - 1;
    }

    private static long[] free(int count) {
        long[] slots = new long[count];
        Arrays.fill(slots, FREE);
        return slots;
    }
}
