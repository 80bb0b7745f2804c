package io.beton.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.ingest.posthog.Range;
import io.beton.model.match.Times;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LateDayTest {
    private static final UUID ONES = new UUID(1, 1);
    private static final UUID OTHERS = new UUID(1, 2);
    private static final long LAST_TIME = 1_000;

    @Test
    void aDayWithAnotherCountOrALaterArrivalHasChanged() {
        // Given
        Set<LateDay> before = Set.of(day(ONES, 7, 3, 900), day(ONES, 8, 1, 900));

        // When, Then
        assertThat(day(ONES, 7, 3, 900).changed(before, LAST_TIME)).isFalse();
        assertThat(day(ONES, 7, 4, 900).changed(before, LAST_TIME)).isTrue();
        assertThat(day(ONES, 7, 3, 1_001).changed(before, LAST_TIME)).isTrue();
    }

    @Test
    void otherHypothesesAndNewDaysOnlyCountWhatArrivedSince() {
        // Given
        Set<LateDay> before = Set.of(day(ONES, 7, 3, 900));

        // When, Then
        assertThat(day(OTHERS, 7, 4, 999).changed(before, LAST_TIME)).isFalse();
        assertThat(day(OTHERS, 7, 4, 1_000).changed(before, LAST_TIME)).isTrue();
        assertThat(day(ONES, 6, 1, 999).changed(before, LAST_TIME)).isFalse();
        assertThat(day(ONES, 6, 1, 1_000).changed(before, LAST_TIME)).isTrue();
    }

    @Test
    void daysThatFollowEachOtherAreOneRange() {
        // When
        List<Range.Happened> ranges = LateDay.ranges(
                List.of(day(ONES, 9, 1, 1), day(ONES, 5, 1, 1), day(OTHERS, 5, 1, 1), day(ONES, 6, 1, 1)));

        // Then
        assertThat(ranges)
                .containsExactly(
                        Range.ofTimestamps(5 * Times.DAY, 7 * Times.DAY),
                        Range.ofTimestamps(9 * Times.DAY, 10 * Times.DAY));
    }

    private static LateDay day(UUID hypotheses, long day, long events, long latest) {
        return new LateDay("", hypotheses, day, events, latest);
    }
}
