package io.beton.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ByteBalanceTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void whatIsLeftIsFreeAtOnce() {
        // When, Then
        assertThat(ByteBalance.first(1, NOON).above(0)).isEqualTo(NOON);
    }

    @Test
    void anEmptyBucketIsLeftAloneForAnHourAtMost() {
        // Given
        ByteBalance neverSeenFull = ByteBalance.first(-2_000_000, NOON);
        ByteBalance seenFull = ByteBalance.first(48_000_000, NOON).next(-1_000_000, NOON.plus(HOUR));

        // When, Then
        assertThat(neverSeenFull.above(0))
                .isBetween(NOON.plus(HOUR), NOON.plus(HOUR).plusSeconds(1));
        assertThat(seenFull.above(0)).isBetween(NOON.plusSeconds(5400), NOON.plusSeconds(5401));
    }

    @Test
    void whatIsToBeKeptRefillsWithinADay() {
        // Given
        ByteBalance balance = ByteBalance.first(48_000_000, NOON).next(20_000_000, NOON);

        // When, Then
        assertThat(balance.above(24_000_000))
                .isBetween(
                        NOON.plus(HOUR.multipliedBy(2)),
                        NOON.plus(HOUR.multipliedBy(2)).plusSeconds(1));
        assertThat(balance.above(1e18)).isEqualTo(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void theMostIsForgottenAfterADaySoThatASmallerBucketIsLearned() {
        // Given
        ByteBalance large = ByteBalance.first(48_000_000, NOON);

        // When, Then
        assertThat(large.next(5, NOON.plus(HOUR)).high()).isEqualTo(48_000_000);
        assertThat(large.next(5, NOON.plus(HOUR.multipliedBy(25))).high()).isEqualTo(5);
    }
}
