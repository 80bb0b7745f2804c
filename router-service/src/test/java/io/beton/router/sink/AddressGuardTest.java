package io.beton.router.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.kit.net.OutgoingHosts;
import io.beton.model.InvalidMember;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard strict = new AddressGuard(Settings.STRICT);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "2130706433"})
    void addressesThatAreSomebodysOwnAreRefused(String host) {
        assertThatThrownBy(() -> strict.resolve(host)).isInstanceOf(OutgoingHosts.AddressRefused.class);
        assertThatThrownBy(() -> strict.check("https://" + host + "/", "url")).isInstanceOf(InvalidMember.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "100.128.0.1", "172.32.0.1", "198.20.0.1", "[2606:4700::1111]"})
    void publicAddressesAreNot(String host) throws UnknownHostException {
        assertThat(strict.resolve(host)).hasSize(1);
    }

    @Test
    void anAllowedHostMayBePrivate() throws UnknownHostException {
        // Given
        AddressGuard guard = new AddressGuard(new Settings(Optional.empty(), true, Optional.of(Set.of("localhost"))));
        // Then
        assertThat(guard.resolve("localhost")).allMatch(InetAddress::isLoopbackAddress);
        assertThat(guard.check("http://localhost:8080/hook", "url")).hasToString("http://localhost:8080/hook");
        assertThatThrownBy(() -> guard.resolve("127.0.0.1")).isInstanceOf(OutgoingHosts.AddressRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://1.1.1.1/",
                "ftp://1.1.1.1/",
                "https://",
                "1.1.1.1",
                "https://user@1.1.1.1/",
                "https://1.1.1.1/#top",
                "https://1.1.1.1/ spaces"
            })
    void whatIsNoAddressOfAWebhookIsRefused(String url) {
        assertThatThrownBy(() -> strict.check(url, "url"))
                .isInstanceOfSatisfying(
                        InvalidMember.class,
                        invalid -> assertThat(invalid.member()).isEqualTo("url"));
    }
}
