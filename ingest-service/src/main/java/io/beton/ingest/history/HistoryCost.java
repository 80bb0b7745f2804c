package io.beton.ingest.history;

/** What the reading of a history costs PostHog: queries, and bytes that it reads for them. */
public record HistoryCost(long queries, long bytes) {
    public HistoryCost {
        if (queries < 0 || bytes < 0) {
            throw new IllegalArgumentException("[history] a cost is negative");
        }
    }

    HistoryCost plus(HistoryCost other) {
        return new HistoryCost(queries + other.queries, bytes + other.bytes);
    }
}
