package io.beton.hypothesis.retest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetestScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final ConnectionId CONNECTION = new ConnectionId("con_1");

    private final RetestSchedule schedule = new RetestSchedule(WEEK, 0.05);

    @Test
    void aConnectionIsDueEveryWeekAtOneTimeOfItsOwn() {
        Instant first = schedule.next(CONNECTION, NOW);
        assertThat(first).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(WEEK));
        assertThat(schedule.next(CONNECTION, first)).isEqualTo(first.plus(WEEK));
        assertThat(schedule.next(CONNECTION, first.minusMillis(1))).isEqualTo(first);
        assertThat(schedule.next(CONNECTION, first.plus(Duration.ofDays(17))))
                .as("what was missed is made up for once")
                .isEqualTo(first.plus(Duration.ofDays(21)));
    }

    @Test
    void connectionsAreSpreadOverTheWeek() {
        long[] days = IntStream.range(0, 7_000)
                .mapToObj(i -> schedule.next(new ConnectionId("con_" + i), NOW))
                .mapToLong(due -> Duration.between(NOW, due).toDays())
                .toArray();
        for (int day = 0; day < 7; day++) {
            int which = day;
            assertThat(IntStream.range(0, days.length)
                            .filter(i -> days[i] == which)
                            .count())
                    .isBetween(800L, 1_200L);
        }
    }

    @Test
    void oneWithoutAReportIsTriedAgainAloneADayLaterOrSooner() {
        HypothesisId one = new HypothesisId("hyp_1");
        Instant retry = schedule.retry(one, NOW);
        assertThat(retry)
                .isBetween(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofHours(30)))
                .isNotEqualTo(schedule.retry(new HypothesisId("hyp_2"), NOW));
        assertThat(schedule.together(CONNECTION, retry)).isFalse();
        assertThat(schedule.together(CONNECTION, schedule.next(CONNECTION, NOW)))
                .isTrue();
        assertThat(new RetestSchedule(Duration.ofHours(1), 0.05).retry(one, NOW))
                .isBetween(NOW.plus(Duration.ofHours(1)), NOW.plus(Duration.ofMinutes(75)));
    }

    @Test
    void theMoreLooksAYearHasTheSurerEachMustBe() {
        assertThat(schedule.confidence()).isCloseTo(1 - 0.05 * 7 / 365, within(1e-12));
        assertThat(new RetestSchedule(Duration.ofDays(1), 0.05).confidence()).isCloseTo(1 - 0.05 / 365, within(1e-12));
        assertThat(new RetestSchedule(Duration.ofDays(900), 0.05).confidence()).isEqualTo(0.95);
    }

    @Test
    void theDefaultsAreAsDocumented() {
        // When
        RetestConfig config = new SmallRyeConfigBuilder()
                .withMapping(RetestConfig.class)
                .build()
                .getConfigMapping(RetestConfig.class);
        // Then
        assertThat(config.every()).isEqualTo(WEEK);
        assertThat(config.timeout()).hasHours(1);
        assertThat(config.yearlyError()).isEqualTo(0.05);
    }
}
