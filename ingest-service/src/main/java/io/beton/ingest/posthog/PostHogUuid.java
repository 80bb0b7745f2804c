package io.beton.ingest.posthog;

import java.util.Arrays;

/** The halves of the UUID that was read last, in lower case as PostHog gives them; no object is made for each. */
final class PostHogUuid {
    private static final int LENGTH = 36;
    private static final int[] DASHES = {8, 13, 18, 23};
    private static final int BITS_OF_DIGIT = 4;
    private static final byte[] DIGITS = new byte[128];
    private static final int LAST = DIGITS.length - 1;

    static {
        Arrays.fill(DIGITS, (byte) -1);
        for (int digit = 0; digit < 1 << BITS_OF_DIGIT; digit++) {
            DIGITS[Character.forDigit(digit, 1 << BITS_OF_DIGIT)] = (byte) digit;
        }
    }

    private long high;
    private long low;

    /** Whether the text is one. */
    boolean read(char[] text, int from, int length) {
        if (length != LENGTH) {
            return false;
        }
        for (int dash : DASHES) {
            if (text[from + dash] != '-') {
                return false;
            }
        }
        long first = four(text, from);
        long second = four(text, from + 4);
        long third = four(text, from + 9);
        long fourth = four(text, from + 14);
        long fifth = four(text, from + 19);
        long sixth = four(text, from + 24);
        long seventh = four(text, from + 28);
        long eighth = four(text, from + 32);
        high = first << 48 | second << 32 | third << 16 | fourth;
        low = fifth << 48 | sixth << 32 | seventh << 16 | eighth;
        return (first | second | third | fourth | fifth | sixth | seventh | eighth) >= 0;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** Negative where one of the characters is no digit. */
    private static int four(char[] text, int at) {
        int first = DIGITS[text[at] & LAST];
        int second = DIGITS[text[at + 1] & LAST];
        int third = DIGITS[text[at + 2] & LAST];
        int fourth = DIGITS[text[at + 3] & LAST];
        int number = first << 3 * BITS_OF_DIGIT | second << 2 * BITS_OF_DIGIT | third << BITS_OF_DIGIT | fourth;
        int beyondAscii = LAST - (text[at] | text[at + 1] | text[at + 2] | text[at + 3]);
        return number | beyondAscii >> Integer.SIZE - 1;
    }
}
