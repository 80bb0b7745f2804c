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
    private static final int WIDTH = 4;
    private static final int NUMBER = 2;
    /** What a letter is as a hexadecimal digit; -1 for what is none. */
    private static final byte[] DIGITS = hexadecimal();

    /** In each slot the id's upper and lower half and the number; open addressing, never more than half full. */
    private long[] slots = unknown(FIRST_CAPACITY);

    private int uuids;
    private final Map<String, Integer> others = new HashMap<>();

    /** The number of an id, or {@code next}, which from now on is its own. */
    int of(String id, int next) {
        if (!isShaped(id)) {
            return ofText(id, next);
        }
        long first = digits(id, 0, 8);
        long second = digits(id, 9, 13);
        long third = digits(id, 14, 18);
        long fourth = digits(id, 19, 23);
        long fifth = digits(id, 24, UUID_LENGTH);
        return (first | second | third | fourth | fifth) < 0
                ? ofText(id, next)
                : ofUuid(first << 32 | second << 16 | third, fourth << 48 | fifth, next);
    }

    private int ofText(String id, int next) {
        Integer known = others.putIfAbsent(id, next);
        return known == null ? next : known;
    }

    private int ofUuid(long high, long low, int next) {
        int slot = slot(high, low);
        if (slots[slot + NUMBER] != UNKNOWN) {
            return (int) slots[slot + NUMBER];
        }
        put(slot, high, low, next);
        uuids++;
        if (2 * WIDTH * uuids > slots.length) {
            grow();
        }
        return next;
    }

    /** Only the canonical form is kept as numbers, so that no two texts are one subject. */
    private static boolean isShaped(String id) {
        return id.length() == UUID_LENGTH
                && id.charAt(8) == '-'
                && id.charAt(13) == '-'
                && id.charAt(18) == '-'
                && id.charAt(23) == '-';
    }

    /** The number that lower-case hexadecimal digits are; below 0 where one of at most 15 is none. */
    private static long digits(String id, int from, int to) {
        long number = 0;
        long wrong = 0;
        for (int i = from; i < to; i++) {
            char letter = id.charAt(i);
            long digit = letter < DIGITS.length ? DIGITS[letter] : -1;
            number = number << 4 | digit;
            wrong |= digit;
        }
        return wrong < 0 ? -1 : number;
    }

    private static byte[] hexadecimal() {
        byte[] digits = new byte['f' + 1];
        Arrays.fill(digits, (byte) -1);
        for (int digit = 0; digit < 16; digit++) {
            digits[Character.forDigit(digit, 16)] = (byte) digit;
        }
        return digits;
    }

    private int slot(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        int slot = WIDTH * ((int) (mixed >>> 32) & slots.length / WIDTH - 1);
        while (slots[slot + NUMBER] != UNKNOWN && (slots[slot] != high || slots[slot + 1] != low)) {
            slot += WIDTH;
            slot = slot == slots.length ? 0 : slot;
        }
        return slot;
    }

    private void put(int slot, long high, long low, long number) {
        slots[slot] = high;
        slots[slot + 1] = low;
        slots[slot + NUMBER] = number;
    }

    private void grow() {
        long[] old = slots;
        slots = unknown(2 * old.length / WIDTH);
        for (int at = 0; at < old.length; at += WIDTH) {
            if (old[at + NUMBER] != UNKNOWN) {
                put(slot(old[at], old[at + 1]), old[at], old[at + 1], old[at + NUMBER]);
            }
        }
    }

    private static long[] unknown(int count) {
        long[] slots = new long[Math.multiplyExact(WIDTH, count)];
        Arrays.fill(slots, UNKNOWN);
        return slots;
    }
}
