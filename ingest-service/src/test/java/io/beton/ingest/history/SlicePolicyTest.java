package io.beton.ingest.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.ingest.posthog.Range;
import io.beton.model.match.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SlicePolicyTest {
    private static final SlicePolicy.Bounds BOUNDS = SlicePolicy.Bounds.ofPages(50_000);
    private static final Duration FAST = Duration.ofSeconds(1);
    private static final Duration SLOW = Duration.ofSeconds(8);
    private static final long FOUR_HUNDRED_DAYS = 34_560_000_000_000L;
    private static final long START = 1_700_000_000_123_456L;

    /** Whatever PostHog refuses, however full and slow the slices are. */
    @Property
    void theRangeIsCoveredOnceByLengthsWithinBounds(
            @ForAll @LongRange(min = 1, max = FOUR_HUNDRED_DAYS) long range,
            @ForAll @LongRange(min = 1, max = FOUR_HUNDRED_DAYS) long first,
            @ForAll long seed) {
        // Given
        Random random = new Random(seed);
        SlicePolicy.Bounds bounds =
                new SlicePolicy.Bounds(range / 500 + 1, range / 500 + 1 + random.nextInt(1000) * (range / 1000), 40);
        SlicePolicy policy = SlicePolicy.over(START, START + range, first, bounds);
        List<Range> read = new ArrayList<>();

        // When
        while (!policy.done()) {
            if (policy.canHalve() && random.nextInt(4) == 0) {
                policy = policy.halved();
            } else {
                read.add(policy.slice());
                policy = policy.read(random.nextInt(200), random.nextBoolean() ? FAST : SLOW);
            }
        }

        // Then
        long at = START;
        for (Range slice : read) {
            assertThat(slice.from()).isEqualTo(at);
            assertThat(slice.to() - at).isPositive().isLessThanOrEqualTo(bounds.longest());
            at = slice.to();
            if (at < START + range) {
                assertThat(at - slice.from()).isGreaterThanOrEqualTo(bounds.smallest());
            }
        }
        assertThat(at).isEqualTo(START + range);
    }

    /** From a first guess that is wrong by far, where events come evenly. */
    @Property
    void slicesComeToHoldAboutAPage(
            @ForAll @IntRange(min = 3_000, max = 2_000_000) int rowsPerDay,
            @ForAll @IntRange(min = 1, max = 30 * 24) int firstHours) {
        // Given
        SlicePolicy policy = SlicePolicy.over(START, START + 3000 * Times.DAY, firstHours * Times.HOUR, BOUNDS);

        // When
        for (int i = 0; i < 12; i++) {
            policy = policy.read(rows(policy, rowsPerDay), FAST);
        }

        // Then: parts of a day fill a page as they should, whole days as far as they can
        double page = rowsPerDay > BOUNDS.rows() ? BOUNDS.rows() : rowsPerDay * Math.floor(fittingDays(rowsPerDay) - 1);
        assertThat(rows(policy, rowsPerDay)).isBetween((long) (0.9 * page), 50_000L);
    }

    @Test
    void aRefusedSliceIsHalvedAndGrowsAgainWithCare() {
        // Given
        SlicePolicy policy = SlicePolicy.over(START, START + 90 * Times.DAY, 8 * Times.HOUR, BOUNDS);

        // When
        SlicePolicy halved = policy.halved().halved();

        // Then: twice while that is well under what was refused, then an eighth
        assertThat(halved.slice().to() - START).isEqualTo(2 * Times.HOUR);
        SlicePolicy grown = halved.read(0, FAST);
        assertThat(grown.length()).isEqualTo(2 * Times.HOUR + Times.HOUR / 4);
        assertThat(grown.read(1_000_000, FAST).read(0, FAST).length()).isLessThan(Times.HOUR);
        assertThat(halved.read(0, SLOW).length()).isEqualTo(2 * Times.HOUR);
    }

    @Test
    void longSlicesEndWithADay() {
        // When
        SlicePolicy policy = SlicePolicy.over(START, START + 90 * Times.DAY, 3 * Times.DAY, BOUNDS);

        // Then
        assertThat(Math.floorMod(policy.slice().to(), Times.DAY)).isZero();
        assertThat(policy.read(10, FAST).slice().to() % Times.DAY).isZero();
    }

    private static double fittingDays(int rowsPerDay) {
        return Math.min((double) BOUNDS.longest() / Times.DAY, (double) BOUNDS.rows() / rowsPerDay);
    }

    private static long rows(SlicePolicy policy, int rowsPerDay) {
        return (policy.slice().to() - policy.at()) * rowsPerDay / Times.DAY;
    }
}
