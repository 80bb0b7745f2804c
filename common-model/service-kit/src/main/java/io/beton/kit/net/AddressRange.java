package io.beton.kit.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The addresses that begin alike, such as {@code 10.0.0.0/8}. */
record AddressRange(byte[] start, int bits) {

    static AddressRange of(String text) {
        String[] parts = text.split("/");
        try {
            return new AddressRange(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("[net] no range of addresses: " + text, e);
        }
    }

    boolean holds(byte[] address) {
        if (address.length != start.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((address[bit / Byte.SIZE] ^ start[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
