package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.kit.net.OutgoingHosts;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostGuardTest {
    private record Config(boolean allowHttp, Optional<Set<String>> allowedHosts) implements PostHogConfig {}

    private final HostGuard strict = new HostGuard(new Config(false, Optional.empty()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://eu.posthog.com",
                "ftp://eu.posthog.com",
                "eu.posthog.com",
                "https:///x",
                "https://user:word@eu.posthog.com",
                "https://eu.posthog.com/project/1",
                "https://eu.posthog.com?x=1",
                "https://eu.posthog.com#x"
            })
    void whatIsNotJustAHostIsRefused(String address) {
        // When, Then
        assertThatThrownBy(() -> strict.checkAddress(URI.create(address)))
                .isInstanceOf(SourceFailure.class)
                .extracting(failure -> ((SourceFailure) failure).kind())
                .isEqualTo(SourceFailure.Kind.BAD_HOST);
    }

    @Test
    void httpIsTheOperatorsChoice() {
        // Given
        HostGuard open = new HostGuard(new Config(true, Optional.empty()));

        // When, Then
        assertThatCode(() -> open.checkAddress(URI.create("http://eu.posthog.com:8000")))
                .doesNotThrowAnyException();
        assertThatCode(() -> strict.checkAddress(URI.create("https://eu.posthog.com")))
                .doesNotThrowAnyException();
    }

    @Test
    void privateAddressesAreRefusedWithWhatAllowsThem() {
        // When, Then
        assertThatThrownBy(() -> strict.resolve("127.0.0.1"))
                .isInstanceOf(OutgoingHosts.AddressRefused.class)
                .hasMessageContaining("beton.ingest.allowed-hosts");
    }

    @Test
    void anAllowedHostMayBePrivate() throws UnknownHostException {
        // Given
        HostGuard open = new HostGuard(new Config(false, Optional.of(Set.of("LocalHost"))));

        // When, Then
        assertThat(open.resolve("localhost")).isNotEmpty();
    }
}
