package io.beton.backtest.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.progress.PartitionProgress.State;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RequestProgressTest {
    private static final Instant START = Instant.parse("2026-04-01T00:00:00Z");

    @Test
    void whatIsLeftTakesAsLongAsWhatWasRead() {
        assertThat(secondsLeft(reading(300, 1_000), reading(200, 1_000))).hasValue(30);
        assertThat(secondsLeft(reading(1_200, 1_000))).hasValue(0);
        assertThat(secondsLeft(partition(State.COUNTED, 500, 500))).hasValue(0);
        assertThat(secondsLeft(partition(State.COUNTED, 500, 500), reading(250, 1_000)))
                .hasValue(30);
    }

    @Test
    void whatNobodyKnowsIsNotGuessed() {
        assertThat(secondsLeft()).isEmpty();
        assertThat(secondsLeft(reading(0, 1_000))).isEmpty();
        assertThat(secondsLeft(reading(100, 0))).isEmpty();
    }

    private static OptionalLong secondsLeft(PartitionProgress... partitions) {
        return RequestProgress.of(new RequestId("req_1"), List.of(partitions), false, START.plusSeconds(10))
                .secondsLeft();
    }

    private static PartitionProgress reading(long events, long expected) {
        return partition(State.READING, events, expected);
    }

    private static PartitionProgress partition(State state, long events, long expected) {
        return new PartitionProgress(0, state, events, expected, 10, 2, 0, START, Optional.empty());
    }
}
