package io.beton.standin.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** One event as it is stored: its times are settled, its properties are as they were sent. */
public record CapturedEvent(
        UUID uuid, String event, String distinctId, Instant timestamp, Instant createdAt, ObjectNode properties) {
    public CapturedEvent {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(properties, "properties");
        if (event.isBlank() || distinctId.isBlank()) {
            throw new IllegalArgumentException("an event needs a name and a distinct_id");
        }
    }
}
