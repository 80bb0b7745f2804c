package io.beton.backtest.rolling;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.ClaimCount;
import io.beton.backtest.postings.ClusterSums;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.Steps;
import io.beton.backtest.postings.Truth;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import java.util.Arrays;

/**
 * Counts a claim of a rolling design: at which landmarks it fired, crossed with what became of the observations. Only who
 * fired is looked at; the rest is in what all would come to if nobody did.
 */
public final class RollingCount implements ClaimCount {
    private final Truth fired;
    private final Fates fates;
    private final int words;
    private final ClusterSums discovery = new ClusterSums();
    private final ClusterSums holdout = new ClusterSums();
    /** The last block's subjects that fired in discovery. */
    private final long[] marked = new long[Block.WORDS];

    private RollingCount(Truth fired, Fates fates) {
        this.fired = fired;
        this.fates = fates;
        this.words = fates.days().words();
    }

    /** @param steps where what it shares with other claims goes */
    public static RollingCount of(
            Claim claim, Design.Rolling design, SealedHistory history, boolean discoveryOnly, Steps steps) {
        Landmarks landmarks = new Landmarks(design, history.days());
        return new RollingCount(
                new Conditions(history, steps, landmarks).firing(claim.condition()),
                steps.once(
                        new FatesOf(design, claim.outcome()),
                        () -> new Fates(history, landmarks, claim.outcome(), discoveryOnly)));
    }

    @Override
    public void over(Block block) {
        Arrays.fill(marked, 0);
        long[] truth = fired.words();
        long[] positive = fates.positive();
        long[] negative = fates.negative();
        for (int place = 0; place < block.subjects(); place++) {
            int tp = 0;
            int fp = 0;
            for (int at = place * words; at < (place + 1) * words; at++) {
                tp += Long.bitCount(positive[at] & truth[at]);
                fp += Long.bitCount(negative[at] & truth[at]);
            }
            if ((tp | fp) != 0) {
                count(block, place, tp, fp);
            }
        }
    }

    private void count(Block block, int place, int tp, int fp) {
        boolean held = fates.held(block, place);
        ClusterSums part = held ? holdout : discovery;
        part.fire(tp, fp, fates.positives(place), fates.negatives(place));
        deliver(place * words, part);
        if (!held) {
            Bits.set(marked, place);
        }
    }

    /** Of what fired, in the order of landmarks, each one that is not in the cool-down of one before. */
    private void deliver(int from, ClusterSums part) {
        int next = 0;
        for (int word = 0; word < words; word++) {
            int at = from + word;
            for (long left = fired.words()[at] & fates.population()[at]; left != 0; left &= left - 1) {
                int day = (word << 6) + Long.numberOfTrailingZeros(left);
                long bit = left & -left;
                if (day >= next) {
                    next = day + Design.Rolling.COOL_DOWN_DAYS;
                    if (((fates.positive()[at] | fates.negative()[at]) & bit) != 0) {
                        part.deliver((fates.positive()[at] & bit) != 0);
                    }
                }
            }
        }
    }

    @Override
    public CandidateCounts counts() {
        return new CandidateCounts(
                fates.unfired(false).with(discovery),
                fates.unfired(true).with(holdout),
                fates.immature(),
                fates.alreadyConverted());
    }

    @Override
    public void markFired(long[] others) {
        Bits.add(others, marked);
    }

    private record FatesOf(Design.Rolling design, Outcome outcome) {}
}
