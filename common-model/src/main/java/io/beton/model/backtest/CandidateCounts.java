package io.beton.model.backtest;

/** What one candidate's observations add up to; the full window is discovery and holdout together. Additive. */
public record CandidateCounts(Part discovery, Part holdout, long immature, long alreadyConverted) {
    public static final CandidateCounts NONE = new CandidateCounts(Part.NONE, Part.NONE, 0, 0);

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
                alreadyConverted + other.alreadyConverted);
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
