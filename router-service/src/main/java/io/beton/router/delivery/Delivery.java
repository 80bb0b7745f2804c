package io.beton.router.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.id.SignalId;
import io.beton.model.id.SinkId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * The duty to hand one signal to one binding.
 *
 * <p>Identity: signals x bindings = delivered + pending + exhausted.
 *
 * @param attempts how many were made since it was last made due by hand
 * @param dueAt when the next attempt is due, where one is
 */
record Delivery(
        String deliveryId,
        SignalId signalId,
        SinkId sinkId,
        State state,
        int attempts,
        Optional<Instant> dueAt,
        Optional<String> lastResult,
        List<Attempt> tried) {

    /** Names the one delivery of a signal to a binding. */
    static String id(SignalId signal, SinkId sink) {
        return UUID.nameUUIDFromBytes((signal + "/" + sink).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    Delivery with(List<Attempt> all) {
        return new Delivery(deliveryId, signalId, sinkId, state, attempts, dueAt, lastResult, all);
    }

    enum State {
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("delivered")
        DELIVERED,
        /** All attempts are used up, or the receiver does not want it. */
        @JsonProperty("exhausted")
        EXHAUSTED;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }

    /** One try: when, what was answered, how long it took. */
    record Attempt(Instant at, OptionalInt status, String result, int millis) {}
}
