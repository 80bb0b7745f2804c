package io.beton.ingest.limit;

import java.time.Instant;
import java.util.Optional;

/**
 * How a project is used at an instant, as far as it decides about one more request.
 *
 * <p>Requests are counted when they end, so that whoever counts them as they arrive never counts more in a window; one in
 * flight is counted at the end of its lease, which lies in the future.
 *
 * @param pausedUntil until when PostHog wants to hear nothing
 * @param minuteEdge when the request was counted that must leave the minute before one more may go
 * @param hourEdge the same of the hour
 * @param ahead whether another waits that goes first
 */
record Usage(
        Optional<Instant> pausedUntil,
        Optional<Instant> minuteEdge,
        Optional<Instant> hourEdge,
        int inFlight,
        Optional<ByteBalance> bytes,
        boolean ahead) {}
