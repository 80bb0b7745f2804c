package io.beton.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyncIntervalTest {
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource({"5m, 300", "PT5M, 300", "1h30m, 5400", "90s, 90", "P1D, 86400"})
    void bothFormsAreRead(String text, long seconds) {
        // When, Then
        assertThat(SyncInterval.read(Optional.of(text), SHORTEST, SyncInterval.DEFAULT))
                .hasSeconds(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10s", "-5m", "P2D", "soon", "", "PT9999999999999999H"})
    void whatIsTooOftenTooRareOrNoDurationIsRefused(String text) {
        // When, Then
        assertThatThrownBy(() -> SyncInterval.read(Optional.of(text), SHORTEST, SyncInterval.DEFAULT))
                .hasMessageContaining("`sync_every` must be");
    }

    @Test
    void leftOutItStays() {
        // When, Then
        assertThat(SyncInterval.read(Optional.empty(), SHORTEST, Duration.ofSeconds(2)))
                .hasSeconds(2);
    }
}
