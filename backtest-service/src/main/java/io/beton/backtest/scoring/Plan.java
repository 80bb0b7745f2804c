package io.beton.backtest.scoring;

import io.beton.backtest.anchored.AnchoredCount;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.ClaimCount;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.Step;
import io.beton.backtest.postings.Steps;
import io.beton.backtest.rolling.RollingCount;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import java.util.List;

/** How some claims of a request are counted together, by one thread, block by block. */
final class Plan implements Step {
    /** What a design and an outcome take beside the condition, in sets or columns. */
    private static final int FRAME_STEPS = 4;

    private final SealedHistory history;
    private final Steps shared = new Steps();
    /** Whether this is part of a search, which must not learn anything of the holdout. */
    private final boolean discoveryOnly;

    private final List<ClaimCount> claims;
    private final List<Sketching> sketches;

    /** @param asked the request that the claims are of */
    Plan(SealedHistory history, List<Claim> claims, HistoryRequest asked) {
        this.history = history;
        this.discoveryOnly = asked.purpose() == Purpose.EXPLORE;
        this.claims = claims.stream().map(this::countOf).toList();
        this.sketches = asked.sketched()
                ? this.claims.stream()
                        .map(claim -> new Sketching(history, claim))
                        .toList()
                : List.of();
    }

    /** About how much memory counting a claim takes, if it shares nothing with others. */
    static long bytesOf(Claim claim, SealedHistory history) {
        long steps = FRAME_STEPS + 2 * claim.condition().selectors().count();
        if (claim.rolling()) {
            return steps * Block.SIZE * history.days().words() * Long.BYTES;
        }
        long different = claim.condition()
                .counted()
                .mapToLong(counted -> history.differentValues(counted.property()))
                .sum();
        return steps * Block.SIZE * Integer.BYTES / 2 + different * Integer.BYTES;
    }

    private ClaimCount countOf(Claim claim) {
        return claim.design() instanceof Design.Rolling rolling
                ? RollingCount.of(claim, rolling, history, discoveryOnly, shared)
                : AnchoredCount.of(claim, (Design.OncePerSubject) claim.design(), history, discoveryOnly, shared);
    }

    @Override
    public void over(Block block) {
        shared.over(block);
        for (ClaimCount claim : claims) {
            claim.over(block);
        }
        for (Sketching sketch : sketches) {
            sketch.add(block);
        }
    }

    /** Of the blocks so far: one entry per claim, in their order. */
    Scores scores() {
        return new Scores(
                claims.stream().map(ClaimCount::counts).toList(),
                sketches.stream().map(Sketching::text).toList());
    }
}
