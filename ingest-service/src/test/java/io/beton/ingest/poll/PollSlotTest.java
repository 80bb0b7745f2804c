package io.beton.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.id.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollSlotTest {
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Instant NOW = Instant.parse("2026-01-01T12:34:56Z");

    @Test
    void aConnectionHasOneMomentInItsInterval() {
        // Given
        ConnectionId connection = new ConnectionId("con_1");

        // When
        Instant begin = PollSlot.begin(connection, EVERY, NOW);

        // Then
        assertThat(begin).isBeforeOrEqualTo(NOW).isAfter(NOW.minus(EVERY));
        assertThat(PollSlot.begin(connection, EVERY, begin)).isEqualTo(begin);
        assertThat(PollSlot.begin(connection, EVERY, begin.plus(EVERY).minusMillis(1)))
                .isEqualTo(begin);
        assertThat(PollSlot.begin(connection, EVERY, begin.plus(EVERY))).isEqualTo(begin.plus(EVERY));
    }

    @Test
    void connectionsAreSpreadEvenly() {
        // When
        Map<Long, Long> perMinute = IntStream.range(0, 5_000)
                .mapToObj(i -> PollSlot.begin(new ConnectionId("con_" + i), EVERY, NOW))
                .collect(Collectors.groupingBy(
                        begin -> Duration.between(begin, NOW).toMinutes(), Collectors.counting()));

        // Then
        assertThat(perMinute).hasSize(5);
        assertThat(perMinute.values()).allSatisfy(polls -> assertThat(polls).isBetween(900L, 1_100L));
    }
}
