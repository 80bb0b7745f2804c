package io.beton.backtest.history;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers subjects by their ids, from 0. Every batch names its subjects anew, so this is asked about as often as there
 * are events; ids in the usual form of a UUID are therefore kept as two numbers, side by side, not as text.
 */
final class SubjectNumbers {
    private static final int UUID_LENGTH = 36;
    private static final int UNKNOWN = -1;
    private static final int FIRST_CAPACITY = 64;

    /** Upper and lower half of the id in each slot; open addressing, never more than half full. */
    private long[] ids = new long[2 * FIRST_CAPACITY];

    private int[] numbers = unknown(FIRST_CAPACITY);
    private int uuids;
    private final Map<String, Integer> others = new HashMap<>();

    /** The number of an id, or {@code next}, which from now on is its own. */
    int of(String id, int next) {
        if (!isUuid(id)) {
            Integer known = others.putIfAbsent(id, next);
            return known == null ? next : known;
        }
        long high = half(id, 0, 18);
        long low = half(id, 19, UUID_LENGTH);
        int slot = slot(high, low);
        if (numbers[slot] != UNKNOWN) {
            return numbers[slot];
        }
        put(slot, high, low, next);
        uuids++;
        if (2 * uuids > numbers.length) {
            grow();
        }
        return next;
    }

    /** Only the canonical form, so that no two texts are one subject. */
    private static boolean isUuid(String id) {
        if (id.length() != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            char letter = id.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            boolean digit = letter >= '0' && letter <= '9' || letter >= 'a' && letter <= 'f';
            if (dash ? letter != '-' : !digit) {
                return false;
            }
        }
        return true;
    }

    private static long half(String id, int from, int to) {
        long half = 0;
        for (int i = from; i < to; i++) {
            char letter = id.charAt(i);
            if (letter != '-') {
                half = half << 4 | (letter <= '9' ? letter - '0' : letter - 'a' + 10);
            }
        }
        return half;
    }

    private int slot(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & numbers.length - 1;
        while (numbers[slot] != UNKNOWN && (ids[2 * slot] != high || ids[2 * slot + 1] != low)) {
            slot = slot + 1 & numbers.length - 1;
        }
        return slot;
    }

    private void put(int slot, long high, long low, int number) {
        ids[2 * slot] = high;
        ids[2 * slot + 1] = low;
        numbers[slot] = number;
    }

    private void grow() {
        long[] oldIds = ids;
        int[] oldNumbers = numbers;
        ids = new long[2 * oldIds.length];
        numbers = unknown(2 * oldNumbers.length);
        for (int old = 0; old < oldNumbers.length; old++) {
            if (oldNumbers[old] != UNKNOWN) {
                long high = oldIds[2 * old];
                long low = oldIds[2 * old + 1];
                put(slot(high, low), high, low, oldNumbers[old]);
            }
        }
    }

    private static int[] unknown(int slots) {
        int[] numbers = new int[slots];
        Arrays.fill(numbers, UNKNOWN);
        return numbers;
    }
}
