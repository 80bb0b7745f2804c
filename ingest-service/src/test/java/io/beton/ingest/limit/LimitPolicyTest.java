package io.beton.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.ingest.limit.Decision.Go;
import io.beton.ingest.limit.Decision.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitPolicyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final TestLimits LIMITS = TestLimits.of(0.5, 20, 60);
    private final LimitPolicy policy = new LimitPolicy(LIMITS);

    /** One who comes so long after the one before, and is answered after so long. */
    record Comer(Priority priority, int gapMillis, int takesMillis) {}

    record Asked(Instant at, Instant answeredAt) {}

    @Property(tries = 200)
    void noWindowHoldsMoreThanOurShareHoweverLateARequestArrives(@ForAll("comers") List<Comer> comers) {
        // Given
        List<Asked> gone = new ArrayList<>();
        Instant now = START;

        // When
        for (Comer comer : comers) {
            now = now.plusMillis(comer.gapMillis);
            if (policy.decide(usage(gone, comer.priority, now, false), comer.priority, now) instanceof Go) {
                gone.add(new Asked(now, now.plusMillis(comer.takesMillis)));
            }
        }

        // Then
        for (Asked one : gone) {
            assertThat(arrivedWithin(gone, one.at, LimitPolicy.MINUTE)).isLessThanOrEqualTo(10);
            assertThat(arrivedWithin(gone, one.at, LimitPolicy.HOUR)).isLessThanOrEqualTo(30);
            assertThat(gone.stream()
                            .filter(other -> !other.at.isAfter(one.at) && other.answeredAt.isAfter(one.at))
                            .count())
                    .isLessThanOrEqualTo(2);
        }
    }

    /** Each arrives at the worst time between its start and its end: as late as it can before a window, else early. */
    private static long arrivedWithin(List<Asked> gone, Instant from, Duration window) {
        Instant to = from.plus(window);
        return gone.stream()
                .filter(other -> !other.answeredAt.isBefore(from) && other.at.isBefore(to))
                .count();
    }

    @Property(tries = 300)
    void whatLetsALaterPriorityGoLetsTheEarlierGo(
            @ForAll("comers") List<Comer> comers, @ForAll("balances") ByteBalance bytes) {
        // Given
        List<Asked> gone = ofAll(comers);
        Instant now = gone.get(gone.size() - 1).at;

        // When, Then
        boolean laterGoes = false;
        for (Priority priority : List.of(Priority.TAXONOMY, Priority.HISTORY, Priority.POLL, Priority.PERSON)) {
            Usage usage = with(usage(gone, priority, now, false), Optional.empty(), Optional.of(bytes));
            boolean goes = policy.decide(usage, priority, now) instanceof Go;
            assertThat(goes || !laterGoes).isTrue();
            laterGoes = goes;
        }
    }

    @Property(tries = 300)
    void nobodyGoesBeforeAPauseIsOver(@ForAll("comers") List<Comer> comers, @ForAll Priority priority) {
        // Given
        List<Asked> gone = ofAll(comers);
        Instant now = gone.get(gone.size() - 1).answeredAt;
        Usage usage = usage(gone, priority, now, false);

        // When
        Decision paused = policy.decide(with(usage, Optional.of(now.plusMillis(1)), Optional.empty()), priority, now);
        Decision over = policy.decide(with(usage, Optional.of(now), Optional.empty()), priority, now);

        // Then
        assertThat(paused)
                .isInstanceOfSatisfying(
                        Wait.class, wait -> assertThat(wait.notBefore()).isAfterOrEqualTo(now.plusMillis(1)));
        assertThat(over).isEqualTo(policy.decide(usage, priority, now));
    }

    @Property(tries = 300)
    void whoComesBackWhenToldGoesUnlessOthersCameMeanwhile(
            @ForAll("comers") List<Comer> comers, @ForAll("balances") ByteBalance bytes, @ForAll Priority priority) {
        // Given
        List<Asked> gone = ofAll(comers);
        Instant now = gone.stream()
                .map(one -> one.answeredAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Usage usage = with(usage(gone, priority, now, false), Optional.empty(), Optional.of(bytes));

        // When, Then
        if (policy.decide(usage, priority, now) instanceof Wait wait) {
            assertThat(wait.notBefore()).isAfter(now);
            assertThat(policy.decide(usage, priority, wait.notBefore())).isInstanceOf(Go.class);
        }
    }

    @Property(tries = 50)
    void whoIsBehindWaitsInAnEmptyHouse(@ForAll Priority priority) {
        // When, Then
        assertThat(policy.decide(usage(List.of(), priority, START, true), priority, START))
                .isEqualTo(new Wait(START, Decision.Reason.BUSY));
        assertThat(policy.decide(usage(List.of(), priority, START, false), priority, START))
                .isInstanceOf(Go.class);
    }

    @Test
    void roomIsLeftForPollsAndBytesForOthers() {
        // Given
        ByteBalance half = ByteBalance.first(1000, START).next(500, START);
        Usage usage = with(usage(List.of(), Priority.POLL, START, false), Optional.empty(), Optional.of(half));

        // When, Then
        assertThat(List.of(Priority.values())).extracting(policy::perMinute).containsExactly(10, 10, 5, 7, 4);
        assertThat(List.of(Priority.values())).extracting(policy::perHour).containsExactly(30, 30, 15, 21, 12);
        assertThat(policy.decide(usage, Priority.POLL, START)).isInstanceOf(Go.class);
        assertThat(policy.decide(usage, Priority.HISTORY, START)).isInstanceOf(Wait.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
    void aShareIsAboveNothingAndAtMostAll(double share) {
        // When, Then
        assertThatThrownBy(() -> new LimitPolicy(TestLimits.of(share, 240, 2400)))
                .hasMessageContaining("share");
    }

    @Provide
    Arbitrary<List<Comer>> comers() {
        return Combinators.combine(
                        Arbitraries.of(Priority.class),
                        Arbitraries.integers()
                                .between(0, 20_000)
                                .withDistribution(net.jqwik.api.RandomDistribution.biased()),
                        Arbitraries.integers().between(0, 30_000))
                .as(Comer::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(150);
    }

    @Provide
    Arbitrary<ByteBalance> balances() {
        return Combinators.combine(
                        Arbitraries.longs().between(-2_000, 2_000),
                        Arbitraries.longs().between(-2_000, 2_000))
                .as((first, second) -> ByteBalance.first(first, START).next(second, START));
    }

    /** As if there had been no limits. */
    private static List<Asked> ofAll(List<Comer> comers) {
        List<Asked> gone = new ArrayList<>();
        Instant now = START;
        for (Comer comer : comers) {
            now = now.plusMillis(comer.gapMillis);
            gone.add(new Asked(now, now.plusMillis(comer.takesMillis)));
        }
        return gone;
    }

    /** Counted as the store does. */
    private Usage usage(List<Asked> gone, Priority priority, Instant now, boolean ahead) {
        List<Instant> counted = gone.stream()
                .map(one -> one.answeredAt.isAfter(now) ? now.plus(LIMITS.answerWithin()) : one.answeredAt)
                .sorted(Comparator.reverseOrder())
                .toList();
        return new Usage(
                Optional.empty(),
                counted.stream().skip(policy.perMinute(priority) - 1L).findFirst(),
                counted.stream().skip(policy.perHour(priority) - 1L).findFirst(),
                (int) counted.stream().filter(time -> time.isAfter(now)).count(),
                Optional.empty(),
                ahead);
    }

    private static Usage with(Usage usage, Optional<Instant> pausedUntil, Optional<ByteBalance> bytes) {
        return new Usage(pausedUntil, usage.minuteEdge(), usage.hourEdge(), usage.inFlight(), bytes, usage.ahead());
    }
}
