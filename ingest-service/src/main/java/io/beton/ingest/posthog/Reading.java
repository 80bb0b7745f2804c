package io.beton.ingest.posthog;

import io.beton.model.id.ConnectionId;
import java.util.Optional;

/** Who reads where, on whose account, and how patiently. */
public record Reading(Endpoint endpoint, Optional<ConnectionId> account, Patience patience) {

    /** A try before the connection exists. */
    public static Reading trial(Endpoint endpoint) {
        return new Reading(endpoint, Optional.empty(), Patience.PERSON);
    }

    public static Reading of(ConnectionId connection, Endpoint endpoint, Patience patience) {
        return new Reading(endpoint, Optional.of(connection), patience);
    }
}
