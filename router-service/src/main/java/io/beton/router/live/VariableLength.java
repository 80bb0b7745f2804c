package io.beton.router.live;

import java.nio.ByteBuffer;

/** Numbers of variable length: 7 bits a byte, least first; signed ones zigzag; optional ones behind a byte that says so. */
final class VariableLength {
    private static final int MORE = 0x80;
    private static final int SEVEN_BITS = 0x7f;

    private VariableLength() {}

    static void optional(GrowingBytes out, long value, long none) {
        out.put(value == none ? 0 : 1);
        if (value != none) {
            signed(out, value);
        }
    }

    static long optional(ByteBuffer in, long none) {
        return in.get() != 0 ? signed(in) : none;
    }

    static void signed(GrowingBytes out, long value) {
        number(out, (value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    static long signed(ByteBuffer in) {
        long zigzag = number(in);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    static void number(GrowingBytes out, long value) {
        long left = value;
        while ((left & ~SEVEN_BITS) != 0) {
            out.put((int) (left & SEVEN_BITS | MORE));
            left >>>= 7;
        }
        out.put((int) left);
    }

    /** One that is too long is an {@link IllegalArgumentException}. */
    static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.get();
            value |= (long) (next & SEVEN_BITS) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }
}
