package io.beton.backtest.postings;

/** Sets as bits of words: of a block's subjects, or of a subject's days. */
public final class Bits {
    private Bits() {}

    public static void set(long[] words, int bit) {
        words[bit >>> 6] |= 1L << bit;
    }

    public static boolean has(long[] words, int bit) {
        return (words[bit >>> 6] >>> bit & 1) != 0;
    }

    /** Adds what is in another set of the same length. */
    public static void add(long[] words, long[] others) {
        for (int word = 0; word < words.length; word++) {
            words[word] |= others[word];
        }
    }

    /** How many words hold so many bits. */
    public static int words(int bits) {
        return (bits + Long.SIZE - 1) >>> 6;
    }

    /** Sets the bits of {@code [from, to)} in the words that begin at a place. */
    public static void setRange(long[] words, int at, int from, int to) {
        if (from >= to) {
            return;
        }
        int first = from >>> 6;
        int last = (to - 1) >>> 6;
        long head = -1L << from;
        long tail = -1L >>> -to;
        if (first == last) {
            words[at + first] |= head & tail;
            return;
        }
        words[at + first] |= head;
        for (int word = first + 1; word < last; word++) {
            words[at + word] = -1L;
        }
        words[at + last] |= tail;
    }

    /** Adds to each bit the so many bits behind it: then bit j says whether one of {@code j .. j + span - 1} was set. */
    public static void spreadDown(long[] words, int at, int count, int span) {
        for (int spread = 1; spread < span; ) {
            int by = Math.min(spread, span - spread);
            orShiftedDown(words, at, count, by);
            spread += by;
        }
    }

    /** Adds to each bit the so many bits before it: then bit j says whether one of {@code j - span + 1 .. j} was set. */
    public static void spreadUp(long[] words, int at, int count, int span) {
        for (int spread = 1; spread < span; ) {
            int by = Math.min(spread, span - spread);
            orShiftedUp(words, at, count, by);
            spread += by;
        }
    }

    /** Moves every bit one up. */
    public static void shiftUp(long[] words, int at, int count) {
        for (int i = at + count - 1; i > at; i--) {
            words[i] = words[i] << 1 | words[i - 1] >>> 63;
        }
        words[at] <<= 1;
    }

    private static void orShiftedDown(long[] words, int at, int count, int by) {
        int whole = by >>> 6;
        int rest = by & 63;
        for (int i = 0; i < count - whole; i++) {
            long moved = words[at + i + whole] >>> rest;
            if (rest != 0 && i + whole + 1 < count) {
                moved |= words[at + i + whole + 1] << -rest;
            }
            words[at + i] |= moved;
        }
    }

    private static void orShiftedUp(long[] words, int at, int count, int by) {
        int whole = by >>> 6;
        int rest = by & 63;
        for (int i = count - 1; i >= whole; i--) {
            long moved = words[at + i - whole] << rest;
            if (rest != 0 && i - whole > 0) {
                moved |= words[at + i - whole - 1] >>> -rest;
            }
            words[at + i] |= moved;
        }
    }
}
