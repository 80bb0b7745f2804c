package io.beton.model.backtest;

/** What one candidate's observations add up to; the full window is discovery and holdout together. Additive. */
public record CandidateCounts(Counts discovery, Counts holdout, long immature, long alreadyConverted) {
    public static final CandidateCounts NONE = new CandidateCounts(Counts.NONE, Counts.NONE, 0, 0);

    public Counts full() {
        return discovery.plus(holdout);
    }

    public CandidateCounts plus(CandidateCounts other) {
        return new CandidateCounts(
                discovery.plus(other.discovery),
                holdout.plus(other.holdout),
                immature + other.immature,
                alreadyConverted + other.alreadyConverted);
    }
}
