package io.beton.backtest.history;

import io.beton.model.match.SubjectEvents;

/** Numbers the different hashes of one property's values from 1, so that a column takes half the room. */
final class ValueNumbers {
    private static final int FIRST_CAPACITY = 64;

    /** By open addressing, never more than half full; the missing value marks what is free. */
    private long[] hashes = new long[FIRST_CAPACITY];

    private int[] numbers = new int[FIRST_CAPACITY];
    private int size;

    /** The number of a hash; 0 for the missing value. */
    int of(long hash) {
        if (hash == SubjectEvents.NO_VALUE) {
            return 0;
        }
        int slot = slot(hash);
        if (hashes[slot] == SubjectEvents.NO_VALUE) {
            hashes[slot] = hash;
            numbers[slot] = ++size;
            growIfFull();
            return size;
        }
        return numbers[slot];
    }

    /** How many different ones came. */
    int size() {
        return size;
    }

    long bytes() {
        return (long) hashes.length * (Long.BYTES + Integer.BYTES);
    }

    private int slot(long hash) {
        int slot = (int) (hash * 0x9E3779B97F4A7C15L >>> 32) & hashes.length - 1;
        while (hashes[slot] != SubjectEvents.NO_VALUE && hashes[slot] != hash) {
            slot = slot + 1 & hashes.length - 1;
        }
        return slot;
    }

    private void growIfFull() {
        if (2 * size <= hashes.length) {
            return;
        }
        long[] oldHashes = hashes;
        int[] oldNumbers = numbers;
        hashes = new long[2 * oldHashes.length];
        numbers = new int[hashes.length];
        for (int old = 0; old < oldHashes.length; old++) {
            if (oldHashes[old] != SubjectEvents.NO_VALUE) {
                int slot = slot(oldHashes[old]);
                hashes[slot] = oldHashes[old];
                numbers[slot] = oldNumbers[old];
            }
        }
    }
}
