package io.beton.router.pace;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast a binding may be called.
 *
 * @param freeAt when all calls so far would be over at its rate
 * @param notBefore when it may be called next
 * @param failures how many attempts in a row failed
 * @param probingUntil how long the one attempt that probes an open circuit keeps others away, at most
 */
public record Pace(Instant freeAt, Instant notBefore, int failures, Instant probingUntil) {

    /** What is shown of a circuit breaker. @param retryAt when the next attempt can be, where that is not now */
    public record Circuit(State state, int failures, Optional<Instant> retryAt) {}

    /** Whether a binding gets attempts. */
    public enum State {
        /** It works, as far as is known. */
        @JsonProperty("closed")
        CLOSED,
        /** The next attempt shows whether it works again. */
        @JsonProperty("half_open")
        HALF_OPEN,
        /** It is left alone for now. */
        @JsonProperty("open")
        OPEN
    }
}
