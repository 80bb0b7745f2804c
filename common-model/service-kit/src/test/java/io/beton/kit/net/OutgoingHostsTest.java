package io.beton.kit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutgoingHostsTest {
    private static final String ALLOWED_BY = "beton.some.allowed-hosts";

    private final OutgoingHosts strict = new OutgoingHosts(Set.of(), ALLOWED_BY);

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1,               loopback
            127.255.255.254,         loopback
            0.0.0.0,                 this network
            0.1.2.3,                 this network
            10.0.0.0,                private
            10.255.255.255,          private
            172.16.0.1,              private
            172.31.255.255,          private
            192.168.0.1,             private
            169.254.169.254,         link-local: metadata
            169.254.170.2,           link-local: metadata of containers
            100.64.0.1,              carrier-grade NAT
            100.100.100.200,         metadata
            100.127.255.255,         carrier-grade NAT
            168.63.129.16,           platform of a cloud
            192.0.0.192,             metadata
            192.0.2.1,               documentation
            192.88.99.1,             relay of 6to4
            198.18.0.1,              benchmarks
            198.19.255.255,          benchmarks
            198.51.100.7,            documentation
            203.0.113.7,             documentation
            224.0.0.1,               multicast
            239.255.255.255,         multicast
            240.0.0.1,               reserved
            255.255.255.255,         broadcast
            2130706433,              loopback as one number
            ::1,                     loopback
            ::,                      unspecified
            [::1],                   loopback in brackets
            ::127.0.0.1,             IPv4-compatible
            ::ffff:127.0.0.1,        IPv4-mapped
            ::ffff:169.254.169.254,  IPv4-mapped metadata
            ::ffff:0:10.0.0.1,       IPv4-translated
            64:ff9b::7f00:1,         NAT64 of loopback
            64:ff9b::a9fe:a9fe,      NAT64 of metadata
            64:ff9b:1::1,            NAT64 of a network of its own
            100::1,                  discard
            2001:0:1::1,             Teredo
            2001:db8::1,             documentation
            2002:7f00:1::,           6to4 of loopback
            2002:a9fe:a9fe::1,       6to4 of metadata
            fc00::1,                 unique local
            fd00:ec2::254,           metadata
            fdff:ffff::1,            unique local
            fe80::1,                 link-local
            febf::1,                 link-local
            fec0::1,                 site-local
            ff02::1,                 multicast
            """)
    void whatIsNotOfThePublicInternetIsRefused(String host, String what) {
        assertThatThrownBy(() -> strict.resolve(host))
                .as(what)
                .isInstanceOf(OutgoingHosts.AddressRefused.class)
                .hasMessageContaining(ALLOWED_BY);
    }

    @ParameterizedTest
    @CsvSource({
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.1", "126.0.0.1", "128.0.0.1",
        "168.63.129.17", "169.253.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "192.167.0.1", "198.17.0.1",
        "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2001:200::1", "2003::1", "2a00:1450::1"
    })
    void whatIsOfThePublicInternetIsNot(String host) throws UnknownHostException {
        assertThat(strict.resolve(host)).hasSize(1);
    }

    @Test
    void anAllowedHostMayBePrivateByItsNameAlone() throws UnknownHostException {
        // Given
        OutgoingHosts hosts = new OutgoingHosts(Set.of(" PostHog.Internal "), ALLOWED_BY, name -> address("10.0.0.1"));

        // When, Then
        assertThat(hosts.resolve("posthog.INTERNAL")).hasSize(1);
        assertThatThrownBy(() -> hosts.resolve("other.internal")).isInstanceOf(OutgoingHosts.AddressRefused.class);
    }

    @Test
    void onePrivateAddressAmongPublicOnesIsEnough() {
        // Given
        OutgoingHosts hosts = new OutgoingHosts(Set.of(), ALLOWED_BY, name -> address("1.1.1.1", "10.0.0.1"));

        // When, Then
        assertThatThrownBy(() -> hosts.resolve("a.example")).isInstanceOf(OutgoingHosts.AddressRefused.class);
    }

    @Test
    void aNameThatChangesItsAddressIsCheckedEachTimeItIsLookedUp() throws UnknownHostException {
        // Given
        Deque<String> answers = new ArrayDeque<>(List.of("1.1.1.1", "169.254.169.254"));
        OutgoingHosts hosts = new OutgoingHosts(Set.of(), ALLOWED_BY, name -> address(answers.remove()));

        // When, Then
        assertThat(hosts.resolve("rebound.example")).containsExactly(address("1.1.1.1"));
        assertThatThrownBy(() -> hosts.resolve("rebound.example")).isInstanceOf(OutgoingHosts.AddressRefused.class);
    }

    private static InetAddress[] address(String... texts) {
        return Arrays.stream(texts).map(OutgoingHostsTest::parsed).toArray(InetAddress[]::new);
    }

    private static InetAddress parsed(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
