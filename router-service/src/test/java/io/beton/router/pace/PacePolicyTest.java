package io.beton.router.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.Rate;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacePolicyTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Pace FRESH = new Pace(NOON, NOON, 0, Instant.EPOCH);
    private static final AttemptResult DELIVERED = new AttemptResult.Delivered(OptionalInt.of(200));
    private static final AttemptResult REFUSED = new AttemptResult.Refused(OptionalInt.of(400), "no");
    private static final AttemptResult FAILED =
            new AttemptResult.TryAgain(OptionalInt.empty(), Optional.empty(), "no answer");

    private final PaceConfig config =
            new SmallRyeConfigBuilder().withMapping(PaceConfig.class).build().getConfigMapping(PaceConfig.class);
    private final PacePolicy policy = new PacePolicy(config);

    @Test
    void theDefaultsAreThese() {
        assertThat(config.failures()).isEqualTo(5);
        assertThat(config.pause()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void withoutARateNothingIsNotedOfWhatGoesWell() {
        assertThat(policy.begin(FRESH, Rate.UNLIMITED, NOON.plusSeconds(9), LEASE))
                .contains(FRESH);
        assertThat(policy.ended(FRESH, DELIVERED, NOON.plusSeconds(9))).isEqualTo(FRESH);
    }

    @Test
    void oneASecondIsOneASecond() {
        // Given
        Pace once = begin(FRESH, Rate.perSecond(1), NOON);
        // Then
        assertThat(policy.begin(once, Rate.perSecond(1), NOON.plusMillis(999), LEASE))
                .isEmpty();
        assertThat(policy.begin(once, Rate.perSecond(1), NOON.plusSeconds(1), LEASE))
                .isPresent();
    }

    @Test
    void inNoTenSecondsAreThereMoreThanTheRateAllows() {
        // Given
        Rate rate = new Rate(12, Duration.ofMillis(800));
        Deque<Instant> last = new ArrayDeque<>();
        int most = 0;
        Pace pace = FRESH;
        // When
        for (Instant now = NOON; now.isBefore(NOON.plusSeconds(60)); now = now.plusMillis(50)) {
            Optional<Pace> begun = policy.begin(pace, rate, now, LEASE);
            if (begun.isPresent()) {
                pace = begun.get();
                last.add(now);
            }
            while (!last.isEmpty() && last.peek().isBefore(now.minusSeconds(10))) {
                last.remove();
            }
            most = Math.max(most, last.size());
        }
        // Then
        assertThat(most).isBetween(20, 25);
    }

    @Test
    void afterFailuresInARowTheCircuitOpens() {
        // When
        Pace four = failed(FRESH, 4);
        Pace five = failed(FRESH, 5);
        // Then
        assertThat(policy.circuit(four, NOON).state()).isEqualTo(Pace.State.CLOSED);
        assertThat(policy.circuit(policy.ended(four, REFUSED, NOON), NOON).failures())
                .isZero();
        assertThat(policy.circuit(five, NOON).state()).isEqualTo(Pace.State.OPEN);
        assertThat(policy.circuit(five, NOON).retryAt()).contains(NOON.plus(config.pause()));
        assertThat(policy.begin(five, Rate.UNLIMITED, NOON.plusSeconds(59), LEASE))
                .isEmpty();
    }

    @Test
    void afterThePauseOneAttemptShowsWhetherItWorksAgain() {
        // Given
        Instant later = NOON.plus(config.pause());
        Pace open = failed(FRESH, 5);
        // When
        Pace probing = begin(open, Rate.UNLIMITED, later);
        // Then
        assertThat(policy.circuit(open, later).state()).isEqualTo(Pace.State.HALF_OPEN);
        assertThat(policy.begin(probing, Rate.UNLIMITED, later.plusSeconds(1), LEASE))
                .isEmpty();
        assertThat(policy.circuit(probing, later.plusSeconds(1)).state()).isEqualTo(Pace.State.HALF_OPEN);
        Instant ended = later.plusSeconds(2);
        assertThat(policy.circuit(policy.ended(probing, DELIVERED, ended), ended)
                        .state())
                .isEqualTo(Pace.State.CLOSED);
        assertThat(policy.begin(policy.ended(probing, DELIVERED, ended), Rate.UNLIMITED, ended, LEASE))
                .isPresent();
        assertThat(policy.circuit(policy.ended(probing, FAILED, ended), ended).retryAt())
                .contains(ended.plus(config.pause()));
    }

    @Test
    void anAttemptThatDidNotCallItEndsAProbeAndShowsNothing() {
        // Given
        Instant later = NOON.plus(config.pause());
        Pace four = failed(FRESH, 4);
        // When
        Pace probed = policy.uncalled(begin(failed(FRESH, 5), Rate.UNLIMITED, later), later.plusSeconds(1));
        // Then
        assertThat(policy.uncalled(four, NOON)).isEqualTo(four);
        assertThat(policy.circuit(probed, later.plusSeconds(1)).state()).isEqualTo(Pace.State.HALF_OPEN);
        assertThat(policy.begin(probed, Rate.UNLIMITED, later.plusSeconds(1), LEASE))
                .isPresent();
    }

    @Test
    void aProbeThatIsLostIsFollowedByAnother() {
        // Given
        Instant later = NOON.plus(config.pause());
        // When
        Pace probing = begin(failed(FRESH, 5), Rate.UNLIMITED, later);
        // Then
        assertThat(policy.begin(probing, Rate.UNLIMITED, later.plus(LEASE), LEASE))
                .isPresent();
    }

    @Test
    void whoAsksForTimeGetsItForAllThatIsOwed() {
        // Given
        AttemptResult busy =
                new AttemptResult.TryAgain(OptionalInt.of(429), Optional.of(Duration.ofMinutes(5)), "answered 429");
        // When
        Pace asked = policy.ended(FRESH, busy, NOON);
        // Then
        assertThat(policy.begin(asked, Rate.UNLIMITED, NOON.plusSeconds(299), LEASE))
                .isEmpty();
        assertThat(policy.begin(asked, Rate.UNLIMITED, NOON.plusSeconds(300), LEASE))
                .isPresent();
        assertThat(policy.circuit(asked, NOON))
                .isEqualTo(new Pace.Circuit(Pace.State.CLOSED, 1, Optional.of(NOON.plusSeconds(300))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void anAttemptThatWasUnderWayDoesNotShortenWhatAnotherWasAskedFor(int failures) {
        // Given
        AttemptResult busy =
                new AttemptResult.TryAgain(OptionalInt.of(429), Optional.of(Duration.ofMinutes(5)), "answered 429");
        Pace asked = policy.ended(failed(FRESH, failures - 1), busy, NOON);
        // When
        List<Pace> later = Stream.of(FAILED, REFUSED, DELIVERED)
                .map(result -> policy.ended(asked, result, NOON.plusSeconds(1)))
                .toList();
        // Then
        assertThat(later).allSatisfy(pace -> {
            assertThat(pace.notBefore()).isEqualTo(NOON.plusSeconds(300));
            assertThat(policy.begin(pace, Rate.UNLIMITED, NOON.plusSeconds(299), LEASE))
                    .isEmpty();
        });
    }

    private Pace begin(Pace pace, Rate rate, Instant now) {
        return policy.begin(pace, rate, now, LEASE).orElseThrow();
    }

    private Pace failed(Pace pace, int times) {
        Pace failed = pace;
        for (int i = 0; i < times; i++) {
            failed = policy.ended(failed, FAILED, NOON);
        }
        return failed;
    }
}
