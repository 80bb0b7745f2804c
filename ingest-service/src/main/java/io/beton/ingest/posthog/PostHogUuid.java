package io.beton.ingest.posthog;

import java.util.Arrays;

/** The halves of the UUID that was read last, in lower case as PostHog gives them; no object is made for each. */
final class PostHogUuid {
    private static final int LENGTH = 36;
    private static final int[] DASHES = {8, 13, 18, 23};
    private static final int BITS_OF_DIGIT = 4;
    private static final byte[] DIGITS = new byte[128];

    static {
        Arrays.fill(DIGITS, (byte) -1);
        for (int digit = 0; digit < 1 << BITS_OF_DIGIT; digit++) {
            DIGITS[Character.forDigit(digit, 1 << BITS_OF_DIGIT)] = (byte) digit;
        }
    }

    private long high;
    private long low;
    /** Negative once a character was no digit. */
    private int seen;

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
        seen = 0;
        high = digits(text, from, 8) << 32 | digits(text, from + 9, 4) << 16 | digits(text, from + 14, 4);
        low = digits(text, from + 19, 4) << 48 | digits(text, from + 24, 12);
        return seen >= 0;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    private long digits(char[] text, int from, int count) {
        long number = 0;
        int digits = 0;
        int characters = 0;
        for (int i = from; i < from + count; i++) {
            int digit = DIGITS[text[i] & DIGITS.length - 1];
            digits |= digit;
            characters |= text[i];
            number = number << BITS_OF_DIGIT | digit;
        }
        seen |= digits | (DIGITS.length - 1 - characters);
        return number;
    }
}
