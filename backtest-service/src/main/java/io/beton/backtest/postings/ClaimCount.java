package io.beton.backtest.postings;

import io.beton.model.backtest.CandidateCounts;

/** Counts what becomes of one claim's observations, block by block. */
public interface ClaimCount extends Step {

    /** Of the blocks so far. */
    CandidateCounts counts();

    /** Adds to a set of the last block's subjects those with an observation in discovery that fired and is counted. */
    void markFired(long[] words);
}
