package io.beton.backtest.progress;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.backtest.PartialCounts;
import java.time.Instant;
import java.util.Optional;

/**
 * How far one partition of a request has been read here.
 *
 * @param events distinct events inside the window
 * @param expectedEvents about how many there will be; 0 where the source did not say
 * @param hypothesesScored all of them or none: they are scored together
 * @param reason why it failed
 */
public record PartitionProgress(
        int partition,
        State state,
        long events,
        long expectedEvents,
        long subjects,
        int hypotheses,
        int hypothesesScored,
        @JsonIgnore Instant startedAt,
        Optional<String> reason) {

    /** Whose counts are out, or the reason why there are none. */
    public static PartitionProgress ended(PartialCounts partial, int hypotheses, Instant startedAt) {
        boolean counted = partial.failure().isEmpty();
        return new PartitionProgress(
                partial.partition(),
                counted ? State.COUNTED : State.FAILED,
                partial.events(),
                partial.events(),
                partial.subjects(),
                hypotheses,
                counted ? hypotheses : 0,
                startedAt,
                partial.failure());
    }

    public enum State {
        @JsonProperty("reading")
        READING,
        @JsonProperty("counted")
        COUNTED,
        @JsonProperty("failed")
        FAILED
    }
}
