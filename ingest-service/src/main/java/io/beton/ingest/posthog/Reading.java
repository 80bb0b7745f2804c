package io.beton.ingest.posthog;

import io.beton.model.id.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who reads where, on whose account, and how patiently.
 *
 * @param until when whoever asked does not wait any longer, where that is known
 */
public record Reading(Endpoint endpoint, Optional<ConnectionId> account, Patience patience, Optional<Instant> until) {

    /** A try before the connection exists. */
    public static Reading trial(Endpoint endpoint) {
        return new Reading(endpoint, Optional.empty(), Patience.PERSON, Optional.empty());
    }

    public static Reading of(ConnectionId connection, Endpoint endpoint, Patience patience) {
        return new Reading(endpoint, Optional.of(connection), patience, Optional.empty());
    }

    /** The same, which ends at a time, however much of it is done. */
    public Reading until(Instant end) {
        return new Reading(endpoint, account, patience, Optional.of(end));
    }

    /** How long something may take that usually may take so long; never less than nothing. */
    Duration within(Duration usual, Instant now) {
        return until.map(end -> Duration.between(now, end))
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .filter(left -> left.compareTo(usual) < 0)
                .orElse(usual);
    }
}
