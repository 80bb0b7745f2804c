package io.beton.router.live;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Numbers of variable length: 7 bits a byte, least first; signed ones zigzag; optional ones behind a byte that says so. */
final class VariableLength {
    private static final int MORE = 0x80;
    private static final int SEVEN_BITS = 0x7f;

    private VariableLength() {}

    static void optional(DataOutputStream out, long value, long none) throws IOException {
        out.writeBoolean(value != none);
        if (value != none) {
            signed(out, value);
        }
    }

    static long optional(DataInputStream in, long none) throws IOException {
        return in.readBoolean() ? signed(in) : none;
    }

    static void signed(DataOutputStream out, long value) throws IOException {
        number(out, (value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    static long signed(DataInputStream in) throws IOException {
        long zigzag = number(in);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    static void number(DataOutputStream out, long value) throws IOException {
        long left = value;
        while ((left & ~SEVEN_BITS) != 0) {
            out.writeByte((int) (left & SEVEN_BITS | MORE));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    static long number(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (long) (next & SEVEN_BITS) << shift;
            if ((next & MORE) == 0) {
                return value;
            }
        }
        throw new IOException("a number is too long");
    }
}
