package io.beton.backtest.scoring;

import io.beton.backtest.anchored.AnchoredCount;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.ClaimCount;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.Step;
import io.beton.backtest.postings.Steps;
import io.beton.backtest.rolling.RollingCount;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import java.util.List;

/** How all claims of a request are counted together, by one thread, block by block. */
final class Plan implements Step {
    private final SealedHistory history;
    private final Steps shared = new Steps();
    private final List<ClaimCount> claims;

    Plan(SealedHistory history) {
        this.history = history;
        this.claims = history.request().candidates().stream()
                .map(candidate -> countOf(candidate.claim()))
                .toList();
    }

    private ClaimCount countOf(Claim claim) {
        if (claim.design() instanceof Design.Anchored anchored) {
            return AnchoredCount.of(claim, anchored, history, shared);
        }
        if (claim.design() instanceof Design.Rolling rolling) {
            return RollingCount.of(claim, rolling, history, shared)
                    .<ClaimCount>map(count -> count)
                    .orElseGet(() -> new AskedCount(claim, history));
        }
        return new AskedCount(claim, history);
    }

    @Override
    public void over(Block block) {
        shared.over(block);
        for (ClaimCount claim : claims) {
            claim.over(block);
        }
    }

    /** One entry per candidate, in the request's order. */
    List<CandidateCounts> counts() {
        return claims.stream().map(ClaimCount::counts).toList();
    }
}
