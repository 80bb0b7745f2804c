package io.beton.model.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one candidate's observations add up to; the full window is discovery and holdout together. Additive.
 *
 * @param realised of each span of the candidate's watch, in their order; empty where it has none
 */
public record CandidateCounts(
        Part discovery,
        Part holdout,
        long immature,
        long alreadyConverted,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RealisedCounts> realised) {
    public static final CandidateCounts NONE = new CandidateCounts(Part.NONE, Part.NONE, 0, 0);

    public CandidateCounts {
        realised = realised == null ? List.of() : List.copyOf(realised);
    }

    /** Of a candidate whose signals nobody looks at. */
    public CandidateCounts(Part discovery, Part holdout, long immature, long alreadyConverted) {
        this(discovery, holdout, immature, alreadyConverted, List.of());
    }

    /** Of a design that observes each subject once. */
    public CandidateCounts(Counts discovery, Counts holdout, long immature, long alreadyConverted) {
        this(Part.of(discovery), Part.of(holdout), immature, alreadyConverted);
    }

    public Part full() {
        return discovery.plus(holdout);
    }

    public CandidateCounts plus(CandidateCounts other) {
        return new CandidateCounts(
                discovery.plus(other.discovery),
                holdout.plus(other.holdout),
                immature + other.immature,
                alreadyConverted + other.alreadyConverted,
                sum(realised, other.realised));
    }

    public CandidateCounts with(List<RealisedCounts> signals) {
        return new CandidateCounts(discovery, holdout, immature, alreadyConverted, signals);
    }

    private static List<RealisedCounts> sum(List<RealisedCounts> one, List<RealisedCounts> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return IntStream.range(0, one.size())
                .mapToObj(span -> one.get(span).plus(other.get(span)))
                .toList();
    }

    /**
     * A set of observations.
     *
     * @param clusters of designs that observe a subject more than once; nothing of others
     */
    public record Part(Counts counts, Clusters clusters) {
        public static final Part NONE = of(Counts.NONE);

        public static Part of(Counts counts) {
            return new Part(counts, Clusters.NONE);
        }

        public Part plus(Part other) {
            return new Part(counts.plus(other.counts), clusters.plus(other.clusters));
        }
    }
}
