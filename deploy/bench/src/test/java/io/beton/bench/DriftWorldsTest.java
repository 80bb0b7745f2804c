package io.beton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.bench.DriftBench.Change;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where precision falls on a known day a hypothesis is paused by the first re-test that sees enough of it, and no other is. */
class DriftWorldsTest {
    private static final int WORLDS = 6;
    /** A day, so that a week has 84 signals. */
    private static final int SIGN_UPS = 30;

    @Test
    void whatFallsIsPausedByTheFirstReTestThatSeesEnoughOfIt() {
        assertThat(paused(Change.TO_CHANCE)).allSatisfy(day -> {
            assertThat(day.orElseThrow()).isGreaterThanOrEqualTo(DriftBench.BLIND);
            assertThat(DriftBench.reTest(day.orElseThrow(), SIGN_UPS)).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void whatDoesNotFallIsNotPausedInAYear() {
        assertThat(paused(Change.NONE)).allSatisfy(day -> assertThat(day).isEmpty());
    }

    private static List<OptionalInt> paused(Change change) {
        return IntStream.range(0, WORLDS)
                .parallel()
                .mapToObj(seed -> DriftBench.pausedOn(change.world(SIGN_UPS, seed)))
                .toList();
    }
}
