package io.beton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.bench.WorldsBench.Kind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where nothing foretells the outcome almost nothing passes, and what does foretell it is found. */
class WorldsTest {
    private static final int WORLDS = 40;

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"NULL", "SEARCHED", "REVERSE", "GROWTH"})
    void whereNothingForetellsTheOutcomeAlmostNothingPasses(Kind kind) {
        assertThat(WorldsBench.passed(kind, WORLDS)).isLessThanOrEqualTo(WORLDS / 20);
    }

    @Test
    void whatDoublesTheRiskIsFound() {
        assertThat(WorldsBench.passed(Kind.PLANTED, WORLDS)).isGreaterThanOrEqualTo(WORLDS * 8 / 10);
        assertThat(IntStream.range(0, WORLDS).mapToLong(WorldsBench::planted)).allMatch(fired -> fired >= 148);
    }
}
