package io.beton.ingest.posthog;

/** Reads a 64-bit hash, which JSON carries as the digits of an unsigned number. */
final class PostHogHash {
    static final long MISSING = 0;
    /** As many digits as never overflow. */
    private static final int SAFE = 18;

    private static final int TEN = 10;

    private PostHogHash() {}

    /** {@link #MISSING} where there is no text to hash; the one hash that is zero is read as its neighbour. */
    static long read(char[] text, int from, int length) {
        if (length == 0) {
            return MISSING;
        }
        long hash = length > SAFE ? large(text, from, length) : digits(text, from, length);
        return hash == MISSING ? 1 : hash;
    }

    private static long digits(char[] text, int from, int length) {
        long number = 0;
        for (int i = from; i < from + length; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit >= TEN) {
                throw noHash();
            }
            number = number * TEN + digit;
        }
        return number;
    }

    private static long large(char[] text, int from, int length) {
        try {
            return Long.parseUnsignedLong(new String(text, from, length));
        } catch (NumberFormatException e) {
            throw noHash();
        }
    }

    /** Without the text: who knows what it is. */
    private static IllegalArgumentException noHash() {
        return new IllegalArgumentException("what stands in the place of a hash is none");
    }
}
