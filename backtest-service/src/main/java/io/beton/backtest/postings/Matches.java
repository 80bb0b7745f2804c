package io.beton.backtest.postings;

/** Matches of one selector in order of (subject, time), as {@link Posting} writes them down; for loops, which do not change them. */
public interface Matches {

    long[] matches();

    /** The numbers of a property's values, 0 where there is none, one for each match. */
    int[] values(int property);

    /** Where the matches of a block begin. */
    int start(Block block);

    int end(Block block);
}
