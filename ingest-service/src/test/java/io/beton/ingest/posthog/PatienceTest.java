package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PatienceTest {
    @ParameterizedTest
    @CsvSource({
        "GATEWAY, 1, 0, 1",
        "GATEWAY, 1, 1, 2",
        "GATEWAY, 3, 0, 4",
        "GATEWAY, 9, 0, 32",
        "CONCURRENCY, 1, 0, 10",
        "CLUSTER_MEMORY, 1, 0, 120",
        "QUOTA, 1, 0, 3600"
    })
    void pausesGrowAndVary(Cause cause, int attempt, double jitter, int seconds) {
        // When, Then
        assertThat(Patience.pause(new SourceFailure(cause, "no"), attempt, jitter))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void whatPostHogAsksForIsWhatItGets() {
        // Given
        SourceFailure throttled =
                new SourceFailure(Cause.REQUEST_THROTTLE, "throttled", Optional.of(Duration.ofMinutes(40)));

        // When, Then
        assertThat(Patience.pause(throttled, 3, 1)).isEqualTo(Duration.ofMinutes(40));
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void onlyWhatMayPassIsAskedAgainAndNotForever(Cause cause) {
        // Given
        SourceFailure failure = new SourceFailure(cause, "no");

        // When, Then
        assertThat(Patience.POLL.again(failure, 1))
                .isEqualTo(failure.kind().retryable() && cause != Cause.NO_ROOM && cause != Cause.ENDING);
        assertThat(Patience.POLL.again(failure, 4)).isFalse();
        assertThat(Patience.WARM_UP.again(failure, 1)).isEqualTo(failure.kind().retryable() && cause != Cause.ENDING);
    }
}
