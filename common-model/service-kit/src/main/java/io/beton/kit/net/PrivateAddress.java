package io.beton.kit.net;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Tells addresses of this machine, its network and its cloud from those of the public. */
final class PrivateAddress {
    private static final List<AddressRange> RANGES = Stream.of(
                    "0.0.0.0/8", // "this" network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // carrier-grade NAT, and the metadata of one cloud
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // the platform of one cloud, on a public address
                    "169.254.0.0/16", // link-local, and the metadata of most clouds
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments, and the metadata of one cloud
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // relays of 6to4
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, and broadcast
                    "::/8", // unspecified, loopback, IPv4 in IPv6, NAT64 (64:ff9b::), whatever is inside
                    "100::/8", // discard-only
                    "2001::/23", // protocol assignments, Teredo among them
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4, whatever is inside
                    "3fff::/20", // documentation
                    "5f00::/16", // segment routing
                    "fc00::/7", // unique local, and the metadata of one cloud (fd00:ec2::254)
                    "fe80::/10", // link-local
                    "fec0::/10", // site-local
                    "ff00::/8") // multicast
            .map(AddressRange::of)
            .toList();

    private PrivateAddress() {}

    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        return RANGES.stream().anyMatch(range -> range.holds(bytes));
    }
}
