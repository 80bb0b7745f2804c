package io.beton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.bench.WorldsBench.Kind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where nothing foretells the outcome things pass by chance alone, and what does foretell it is found. */
class WorldsTest {
    private static final int WORLDS = 40;
    private static final int SEARCHED_WORLDS = 12;

    /** Three standard errors, at 5 % of the candidates of all worlds. */
    private static final double CHANCE = 3 * Math.sqrt(0.05 * 0.95 / (WORLDS * TrueWorld.CANDIDATES));

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"NULL", "REVERSE", "GROWTH"})
    void whereNothingForetellsTheOutcomeAlmostNothingPasses(Kind kind) {
        assertThat(WorldsBench.passed(kind, WORLDS)).isLessThanOrEqualTo(WORLDS / 20);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SEARCHED", "REVERSE_SEARCHED", "GROWTH_SEARCHED"})
    void noSearchFindsWhatIsNotThereHoweverMuchItTries(Kind kind) {
        assertThat(WorldsBench.passed(kind, SEARCHED_WORLDS)).isZero();
    }

    @Test
    void aSearchTriesThousands() {
        assertThat(WorldsBench.tried(Kind.SEARCHED, 1)).isGreaterThan(1000);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"NULL", "REVERSE", "GROWTH"})
    void smallPValuesAreAsRareAsTheySay(Kind kind) {
        assertThat(WorldsBench.likely(kind, WORLDS, thing -> true)).isLessThan(0.05 + CHANCE);
    }

    @Test
    void whatFollowsPayingLooksNoBetterThanWhatHasNothingToDoWithIt() {
        TrueWorld world = new TrueWorld(1000, 0, 1, true);
        assertThat(WorldsBench.likely(Kind.REVERSE, WORLDS, world::follows))
                .isLessThan(WorldsBench.likely(Kind.REVERSE, WORLDS, thing -> !world.follows(thing)) + 2 * CHANCE);
    }

    /** The worlds are traps: who counts without landmarks walks into them. */
    @Test
    void hindsightTakesForASignWhatIsNone() {
        assertThat(WorldsBench.byHindsight(Kind.REVERSE, WORLDS)).isEqualTo(WORLDS);
        assertThat(WorldsBench.byHindsight(Kind.GROWTH, WORLDS)).isGreaterThanOrEqualTo(WORLDS * 8 / 10);
    }

    @Test
    void whatDoublesTheRiskIsFound() {
        assertThat(WorldsBench.found(WORLDS)).isGreaterThanOrEqualTo(WORLDS * 8 / 10);
        assertThat(IntStream.range(0, WORLDS)
                        .mapToLong(seed ->
                                WorldsBench.planted(seed).full().counts().fired()))
                .allMatch(fired -> fired >= 148);
    }
}
