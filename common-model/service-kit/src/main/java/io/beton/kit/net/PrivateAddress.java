package io.beton.kit.net;

import java.net.InetAddress;

/** Tells addresses of this machine, its network and its cloud from those of the public. */
final class PrivateAddress {
    private static final int IPV4_BYTES = 4;

    private PrivateAddress() {}

    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (bytes.length == IPV4_BYTES ? reservedV4(bytes) : reservedV6(bytes));
    }

    /** "This" network, carrier-grade NAT, protocol assignments, benchmarks, and what is reserved. */
    private static boolean reservedV4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first == 0
                || (first == 100 && (second & 0xc0) == 64)
                || (first == 192 && second == 0 && bytes[2] == 0)
                || (first == 198 && (second & 0xfe) == 18)
                || first >= 240;
    }

    /** Unique local addresses, and the forms that carry an IPv4 address inside. */
    private static boolean reservedV6(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean uniqueLocal = (first & 0xfe) == 0xfc;
        // mapped and compatible addresses and NAT64 (64:ff9b::) all begin with a zero byte; 6to4 is 2002::, Teredo
        // 2001:0::
        boolean translated = first == 0 || (first == 0x20 && second == 0x02);
        boolean teredo = first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0;
        return uniqueLocal || translated || teredo;
    }
}
