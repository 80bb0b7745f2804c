package io.beton.router.sink;

import java.net.InetAddress;

/** Tells addresses of the public internet from those of machines and networks that are somebody's own. */
final class PrivateAddress {
    private static final int IPV4_BYTES = 4;

    private PrivateAddress() {}

    static boolean is(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || special(address.getAddress());
    }

    private static boolean special(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (bytes.length == IPV4_BYTES) {
            boolean thisNetwork = first == 0;
            boolean carrierGrade = first == 100 && second >= 64 && second < 128;
            boolean protocols = first == 192 && second == 0 && bytes[2] == 0;
            boolean benchmarks = first == 198 && (second & 0xfe) == 18;
            boolean reserved = first >= 240;
            return thisNetwork || carrierGrade || protocols || benchmarks || reserved;
        }
        boolean uniqueLocal = (first & 0xfe) == 0xfc;
        // these carry an IPv4 address inside: 6to4, NAT64, and everything below 1::
        boolean sixToFour = first == 0x20 && second == 0x02;
        boolean nat64 = first == 0 && second == 0x64;
        boolean low = first == 0 && second == 0;
        return uniqueLocal || sixToFour || nat64 || low;
    }
}
