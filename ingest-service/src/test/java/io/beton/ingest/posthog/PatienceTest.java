package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.ingest.posthog.SourceFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatienceTest {
    private static final SourceFailure BUSY = new SourceFailure(Kind.BUSY, "busy");

    @Test
    void pausesGrowAndVary() {
        // When, Then
        assertThat(Patience.HISTORY.pause(BUSY, 1, 0)).contains(Duration.ofSeconds(1));
        assertThat(Patience.HISTORY.pause(BUSY, 1, 1)).contains(Duration.ofSeconds(2));
        assertThat(Patience.HISTORY.pause(BUSY, 4, 0)).contains(Duration.ofSeconds(8));
        assertThat(Patience.HISTORY.pause(BUSY, 11, 0)).contains(Duration.ofSeconds(16));
        assertThat(Patience.HISTORY.pause(BUSY, 12, 0)).isEmpty();
    }

    @Test
    void whatPostHogAsksForIsKeptWhereTheReaderHasTheTime() {
        // Given
        SourceFailure throttled = new SourceFailure(Kind.BUSY, "throttled", Optional.of(Duration.ofMinutes(40)));

        // When, Then
        assertThat(Patience.HISTORY.pause(throttled, 1, 0)).contains(Duration.ofMinutes(40));
        assertThat(Patience.POLL.pause(throttled, 1, 0)).isEmpty();
        assertThat(Patience.PERSON.pause(throttled, 1, 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BUSY", "UNREACHABLE_HOST"})
    void whatStaysWrongIsNotTriedAgain(Kind kind) {
        // When, Then
        assertThat(Patience.HISTORY.pause(new SourceFailure(kind, "no"), 1, 0)).isEmpty();
    }
}
