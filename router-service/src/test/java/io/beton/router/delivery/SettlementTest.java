package io.beton.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.router.sink.AttemptResult;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static final RetryPolicy RETRIES = new RetryPolicy(DeliveryConfigTest.defaults(), () -> 0.5);
    private static final OptionalInt NO_ANSWER = OptionalInt.empty();

    @Test
    void tenAttemptsAreSpreadOverAboutThreeDays() {
        // Given
        Duration total = Duration.ZERO;
        int made = 1;
        // When
        for (Optional<Duration> wait = RETRIES.nextIn(made, Optional.empty());
                wait.isPresent();
                wait = RETRIES.nextIn(++made, Optional.empty())) {
            total = total.plus(wait.get());
        }
        // Then
        assertThat(made).isEqualTo(10);
        assertThat(total).isBetween(Duration.ofHours(60), Duration.ofHours(80));
    }

    @Test
    void waitsAreAFifthOffAtMost() {
        // Given
        RetryPolicy shortest = new RetryPolicy(DeliveryConfigTest.defaults(), () -> 0);
        RetryPolicy longest = new RetryPolicy(DeliveryConfigTest.defaults(), () -> 1);
        // Then
        assertThat(shortest.nextIn(1, Optional.empty())).contains(Duration.ofSeconds(8));
        assertThat(longest.nextIn(1, Optional.empty())).contains(Duration.ofSeconds(12));
    }

    @Test
    void aReceiverCanAskForMoreTimeButNotForLess() {
        assertThat(RETRIES.nextIn(1, Optional.of(Duration.ofMinutes(5)))).contains(Duration.ofMinutes(5));
        assertThat(RETRIES.nextIn(1, Optional.of(Duration.ZERO))).contains(Duration.ofSeconds(10));
    }

    @Test
    void everyResultSettlesItsDelivery() {
        // Given
        AttemptResult failed = new AttemptResult.TryAgain(NO_ANSWER, Optional.empty(), "no answer");
        // Then
        assertThat(Settlement.of(new AttemptResult.Delivered(NO_ANSWER), 1, RETRIES))
                .isEqualTo(new Settlement(Delivery.State.DELIVERED, Optional.empty(), false));
        assertThat(Settlement.of(failed, 9, RETRIES).state()).isEqualTo(Delivery.State.PENDING);
        assertThat(Settlement.of(failed, 10, RETRIES))
                .isEqualTo(new Settlement(Delivery.State.EXHAUSTED, Optional.empty(), false));
        assertThat(Settlement.of(new AttemptResult.Refused(NO_ANSWER, "no"), 1, RETRIES))
                .isEqualTo(new Settlement(Delivery.State.EXHAUSTED, Optional.empty(), false));
        assertThat(Settlement.of(new AttemptResult.Gone(NO_ANSWER), 1, RETRIES))
                .isEqualTo(new Settlement(Delivery.State.EXHAUSTED, Optional.empty(), true));
    }
}
