package io.beton.ingest.limit;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Somebody's wish to send one request.
 *
 * @param place in the order of those who wait; nothing before the first look
 */
record Ticket(PostHogProject project, Priority priority, OptionalLong place) {
    /** Who waits and was not seen for so long has crashed, and is gone ahead of. */
    static final Duration SEEN = Duration.ofSeconds(15);

    Ticket(PostHogProject project, Priority priority) {
        this(project, priority, OptionalLong.empty());
    }

    Ticket at(long newPlace) {
        return new Ticket(project, priority, OptionalLong.of(newPlace));
    }
}
