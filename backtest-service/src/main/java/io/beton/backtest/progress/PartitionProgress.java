package io.beton.backtest.progress;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
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

    public enum State {
        @JsonProperty("reading")
        READING,
        @JsonProperty("counted")
        COUNTED,
        @JsonProperty("failed")
        FAILED
    }
}
