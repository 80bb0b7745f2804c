package io.beton.ingest.posthog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the different texts of an answer from 0 on, so that each is kept once. Most are UUIDs, which are told apart by
 * their bits, without a string for each that comes.
 */
final class TextNumbers {
    /** For each place the number of its UUID plus one; 0 where it is free. No more than half of the places are taken. */
    private int[] table;

    private long[] halves;
    private byte[][] texts;
    private final Map<String, Integer> others = new HashMap<>();
    private final PostHogUuid uuid = new PostHogUuid();
    private int size;

    /** @param expected how many there may well be; there can be more */
    TextNumbers(int expected) {
        int room = 2 * Integer.highestOneBit(Math.max(1, expected));
        table = new int[2 * room];
        halves = new long[2 * room];
        texts = new byte[room][];
    }

    int number(char[] text, int from, int length) {
        if (uuid.read(text, from, length)) {
            return ofUuid(text, from, length);
        }
        String other = new String(text, from, length);
        return others.computeIfAbsent(other, added -> add(added.getBytes(StandardCharsets.UTF_8), 0, 0));
    }

    /** In UTF-8. */
    byte[] text(int number) {
        return texts[number];
    }

    private int ofUuid(char[] text, int from, int length) {
        growIfFull();
        int place = place(uuid.high(), uuid.low());
        if (table[place] == 0) {
            byte[] ascii = new byte[length];
            for (int i = 0; i < length; i++) {
                ascii[i] = (byte) text[from + i];
            }
            table[place] = add(ascii, uuid.high(), uuid.low()) + 1;
        }
        return table[place] - 1;
    }

    /** Where the UUID stands, or else the free place where it would. */
    private int place(long high, long low) {
        long mixed = (high ^ low) * 0x9E3779B97F4A7C15L;
        int place = (int) (mixed >>> 32) & table.length - 1;
        while (table[place] != 0 && (halves[2 * table[place] - 2] != high || halves[2 * table[place] - 1] != low)) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    private int add(byte[] text, long high, long low) {
        growIfFull();
        texts[size] = text;
        halves[2 * size] = high;
        halves[2 * size + 1] = low;
        return size++;
    }

    private void growIfFull() {
        if (size < texts.length) {
            return;
        }
        int[] smaller = table;
        texts = Arrays.copyOf(texts, 2 * texts.length);
        halves = Arrays.copyOf(halves, 2 * halves.length);
        table = new int[2 * smaller.length];
        for (int number : smaller) {
            if (number != 0) {
                table[place(halves[2 * number - 2], halves[2 * number - 1])] = number;
            }
        }
    }
}
