package io.beton.model.backtest;

import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one partition of a request's history adds up to, one entry per candidate in the request's order.
 *
 * @param partitions how many partitions make the request whole
 * @param events distinct events read
 * @param subjects distinct subjects seen
 * @param failure why the partition could not be counted; then {@code candidates} is empty
 * @param sketches where they are asked for, one per candidate: the serialised Theta sketch, in Base64, of the subjects
 *     that fired in discovery
 */
public record PartialCounts(
        RequestId requestId,
        int partition,
        int partitions,
        long events,
        long subjects,
        Instant readAt,
        Optional<String> failure,
        List<CandidateCounts> candidates,
        List<String> sketches) {
    public PartialCounts {
        candidates = List.copyOf(candidates);
        sketches = sketches == null ? List.of() : List.copyOf(sketches);
    }

    /** Without sketches. */
    public PartialCounts(
            RequestId requestId,
            int partition,
            int partitions,
            long events,
            long subjects,
            Instant readAt,
            Optional<String> failure,
            List<CandidateCounts> candidates) {
        this(requestId, partition, partitions, events, subjects, readAt, failure, candidates, List.of());
    }
}
