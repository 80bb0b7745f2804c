package io.beton.backtest.progress;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * How far one partition of a request has been read here.
 *
 * @param events distinct events inside the window
 * @param reason why it failed
 */
public record PartitionProgress(int partition, State state, long events, long subjects, Optional<String> reason) {

    public enum State {
        @JsonProperty("reading")
        READING,
        @JsonProperty("counted")
        COUNTED,
        @JsonProperty("failed")
        FAILED
    }
}
