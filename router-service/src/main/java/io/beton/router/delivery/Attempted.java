package io.beton.router.delivery;

import io.beton.kit.trace.Traced;
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

    /** Shows what came of it on the span of the attempt. */
    static void trace(String counted) {
        Traced.note("result", counted);
        if (!counted.equals(Delivery.State.DELIVERED.stored())) {
            Traced.failed(counted);
        }
    }

    int millis() {
        return (int) Duration.between(startedAt, endedAt).toMillis();
    }
}
