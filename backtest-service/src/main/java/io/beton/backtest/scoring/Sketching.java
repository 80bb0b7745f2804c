package io.beton.backtest.scoring;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.ClaimCount;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.statistics.SubjectSketch;
import java.util.Arrays;

/** Sketches who fired for a claim in discovery, block by block. */
final class Sketching {
    private final SealedHistory history;
    private final ClaimCount claim;
    private final SubjectSketch sketch = new SubjectSketch();
    private final long[] fired = new long[Block.WORDS];

    Sketching(SealedHistory history, ClaimCount claim) {
        this.history = history;
        this.claim = claim;
    }

    /** Of the block that the claim was counted over last. */
    void add(Block block) {
        Arrays.fill(fired, 0);
        claim.markFired(fired);
        for (int word = 0; word < fired.length; word++) {
            for (long left = fired[word]; left != 0; left &= left - 1) {
                int place = (word << 6) + Long.numberOfTrailingZeros(left);
                sketch.add(history.facts(block.firstSubject() + place).id());
            }
        }
    }

    String text() {
        return sketch.text();
    }
}
