package io.beton.local;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Something that somebody did, as it is sent to PostHog. */
record Happened(UUID uuid, String event, String who, Instant at) {
    /** In PostHog's capture format; {@code created_at} is for files only. */
    Map<String, Object> captured() {
        return Map.of(
                "uuid", uuid.toString(),
                "event", event,
                "distinct_id", who,
                "timestamp", at.toString(),
                "created_at", at.toString(),
                "properties", Planted.properties(uuid, who));
    }
}
