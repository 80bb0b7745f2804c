package io.beton.ingest.limit;

import java.time.Instant;
import java.util.Optional;

/**
 * How much of our share of a project's limits is used.
 *
 * @param bytesLeft what PostHog said last of its byte budget; nothing where it never did
 * @param pausedUntil until when PostHog asked to be left alone
 */
public record LimitsView(
        Requests thisMinute,
        Requests thisHour,
        Requests inFlight,
        Optional<Long> bytesLeft,
        Optional<Instant> pausedUntil) {

    public record Requests(int used, int of) {
        int left() {
            return Math.max(0, of - used);
        }
    }
}
