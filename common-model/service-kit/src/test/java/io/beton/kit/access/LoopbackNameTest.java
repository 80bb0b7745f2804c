package io.beton.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"})
    void namesThatLeadNowhereElse(String host) {
        assertThat(LoopbackName.is(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0.0.0.0",
                "::",
                "[::]",
                "10.0.0.7",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "evil.example",
                "127.evil.example",
                "[::ffff:10.0.0.7]"
            })
    void namesThatMayLeadAnywhere(String host) {
        assertThat(LoopbackName.is(host)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8082, true",
        "http://[::1]:8082, true",
        "null, false",
        "https://evil.example, false",
        "http://localhost.evil.example, false",
        "http://localhost@evil.example, false",
        "'', false",
        "file://, false"
    })
    void originsOfThisMachineAreToldFromOthers(String origin, boolean local) {
        assertThat(LoopbackName.isOf(origin)).isEqualTo(local);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 127.0.0.1",
        "::, 127.0.0.1",
        "10.0.0.7, 127.0.0.1",
        "beton.example, 127.0.0.1",
        "127.0.0.1, 127.0.0.1",
        "localhost, localhost",
        "::1, ::1"
    })
    void withoutAccessControlAServiceListensHereAlone(String wanted, String bound) {
        // Given
        LoopbackOnly only = new LoopbackOnly(new Access(Configured.NOTHING, Clock.systemUTC()));
        HttpServerOptions plain = new HttpServerOptions().setHost(wanted);
        HttpServerOptions encrypted = new HttpServerOptions().setHost(wanted);
        // When
        only.customizeHttpServer(plain);
        only.customizeHttpsServer(encrypted);
        // Then
        assertThat(plain.getHost()).isEqualTo(bound);
        assertThat(encrypted.getHost()).isEqualTo(bound);
    }

    @Test
    void withAccessControlItListensWhereItIsToldTo() {
        // Given
        Access access = new Access(
                Configured.NOTHING.with(Configured.Issuing.by("https://issuer.example", "beton")), Clock.systemUTC());
        HttpServerOptions options = new HttpServerOptions().setHost("0.0.0.0");
        // When
        new LoopbackOnly(access).customizeHttpServer(options);
        // Then
        assertThat(options.getHost()).isEqualTo("0.0.0.0");
    }
}
