package io.beton.hypothesis.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvisorSetupTest {
    private static final Configured OFF = new Configured(Map.of());
    private static final Configured ON = OFF.with("model", "m").with("key", "sk-secret");

    private final AdvisorSetup setup = new AdvisorSetup();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void theDefaultsAreAsDocumented() {
        // When
        AdvisorConfig config = OFF.read();
        // Then
        assertThat(config.url()).isEmpty();
        assertThat(config.model()).isEmpty();
        assertThat(config.key()).isEmpty();
        assertThat(config.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.retryPause()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.maxProposals()).isEqualTo(20);
        assertThat(config.maxOutputTokens()).isEqualTo(6000);
        assertThat(config.reasoning()).isFalse();
        assertThat(config.plainHttp()).isFalse();
        assertThat(config.price().input()).isEmpty();
        assertThat(config.price().output()).isEmpty();
    }

    @Test
    void withoutAnAddressThereIsNoAdvisor() {
        assertThat(setup.advisor(ON.read(), meters)).isEmpty();
        assertThat(meters.getMeters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://models.example.com/v1",
                "http://localhost:11434/v1",
                "http://127.0.0.1:8000/v1",
                "http://[::1]:8000/v1",
            })
    void anAddressWithTlsOrOnThisMachineIsTaken(String url) {
        assertThat(setup.advisor(ON.with("url", url).read(), meters)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "http://models.example.com/v1, plain-http=true",
        "http://localhost.example.com/v1, plain-http=true",
        "http://127.0.0.1.example.com/v1, plain-http=true",
        "ftp://models.example.com/v1, no plain address",
        "models.example.com, no plain address",
        "https://key@models.example.com/v1, no plain address",
        "https://models.example.com/v1?key=1, no plain address",
    })
    void anotherAddressIsRefusedAtTheStart(String url, String why) {
        assertThatThrownBy(() -> setup.advisor(ON.with("url", url).read(), meters))
                .hasMessageContaining("beton.hypothesis.advisor.url")
                .hasMessageContaining(why);
    }

    @Test
    void plainHttpIsTakenWhereTheOperatorSaysSo() {
        // Given
        AdvisorConfig config = ON.with("url", "http://models:8000/v1")
                .with("plain-http", "true")
                .read();
        // Then
        assertThat(setup.advisor(config, meters)).isPresent();
    }

    @Test
    void aModelThatIsNotNamedIsAskedFor() {
        // Given
        AdvisorConfig config = OFF.with("url", "https://models.example.com/v1").read();
        // Then
        assertThatThrownBy(() -> setup.advisor(config, meters)).hasMessageContaining("beton.hypothesis.advisor.model");
    }

    @Test
    void aKeyThatNoHeaderCanHoldIsRefusedWithoutShowingIt() {
        // Given
        AdvisorConfig config = ON.with("url", "https://models.example.com/v1")
                .with("key", "sk-secret\nX-Other: 1")
                .read();
        // Then
        assertThatThrownBy(() -> setup.advisor(config, meters))
                .hasMessageContaining("beton.hypothesis.advisor.key")
                .hasMessageNotContaining("secret");
        assertThat(config.toString()).doesNotContain("secret");
    }
}
