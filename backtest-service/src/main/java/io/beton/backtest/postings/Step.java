package io.beton.backtest.postings;

/**
 * Something that is worked out block by block, into memory that is used again for the next block; what it is made of
 * has been worked out before.
 */
public interface Step {
    void over(Block block);
}
