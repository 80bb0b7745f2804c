package io.beton.standin.world;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** One event of the world before it is written as JSON. */
record Happening(
        UUID uuid,
        String event,
        String distinctId,
        Instant timestamp,
        Instant createdAt,
        String session,
        Map<String, Object> properties) {
    Happening arriving(Instant later) {
        return new Happening(uuid, event, distinctId, timestamp, later, session, properties);
    }
}
