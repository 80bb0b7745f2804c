package io.beton.router.live;

import java.util.Arrays;

/** Bytes that grow as they are written; the lowest eight bits of what is put, and numbers the highest byte first. */
final class GrowingBytes {
    private static final int FIRST_SIZE = 64;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int size;

    void put(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    void putLong(long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            put((int) (value >>> shift));
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }
}
