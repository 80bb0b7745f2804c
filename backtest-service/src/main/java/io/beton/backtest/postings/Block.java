package io.beton.backtest.postings;

/** Subjects that are counted together: few enough for what is known of them to stay in the processor's cache. */
public record Block(int number, int subjects) {
    private static final int BITS = 11;

    public static final int SIZE = 1 << BITS;
    /** Words of a set of a block's subjects. */
    public static final int WORDS = SIZE / Long.SIZE;

    static Block of(int number, int subjects) {
        return new Block(number, Math.min(SIZE, subjects - (number << BITS)));
    }

    public static int numberOf(int subject) {
        return subject >>> BITS;
    }

    public static int placeOf(int subject) {
        return subject & SIZE - 1;
    }

    /** How many blocks hold so many subjects. */
    public static int count(int subjects) {
        return (subjects + SIZE - 1) >>> BITS;
    }

    public int firstSubject() {
        return number << BITS;
    }

    /** Where the words of this block's subjects begin in a set of all subjects. */
    public int firstWord() {
        return number * WORDS;
    }
}
