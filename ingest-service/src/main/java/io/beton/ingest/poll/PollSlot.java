package io.beton.ingest.poll;

import io.beton.model.id.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Gives each connection its own moment within its interval, so that all of them are spread evenly over it. */
final class PollSlot {
    private PollSlot() {}

    /** When the interval began that a connection is in; it is due where it was last polled before that. */
    static Instant begin(ConnectionId connection, Duration every, Instant now) {
        long length = every.toMillis();
        long hash = UUID.nameUUIDFromBytes(connection.value().getBytes(StandardCharsets.UTF_8))
                .getMostSignificantBits();
        long moment = Math.floorMod(hash, length);
        return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli() - moment, length) * length + moment);
    }
}
