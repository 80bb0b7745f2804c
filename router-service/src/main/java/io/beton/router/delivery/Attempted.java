package io.beton.router.delivery;

import io.beton.router.sink.AttemptResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A finished attempt. @param called whether its destination was */
record Attempted(AttemptResult result, boolean called, Instant startedAt, Instant endedAt) {

    /** What it says of how its destination works. */
    Optional<AttemptResult> answered() {
        return called ? Optional.of(result) : Optional.empty();
    }

    int millis() {
        return (int) Duration.between(startedAt, endedAt).toMillis();
    }
}
