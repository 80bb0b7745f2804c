package io.beton.backtest.anchored;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.ClaimCount;
import io.beton.backtest.postings.Posting;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.Steps;
import io.beton.backtest.postings.Truth;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Counts;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Times;
import java.util.Optional;

/** Counts a claim of an anchored design: who fired, crossed with what became of whom. */
public final class AnchoredCount implements ClaimCount {
    private final Truth fired;
    private final Fates fates;
    private final long[] truePositives = new long[2];
    private final long[] falsePositives = new long[2];

    private AnchoredCount(Truth fired, Fates fates) {
        this.fired = fired;
        this.fates = fates;
    }

    /** @param steps where what it shares with other claims goes */
    public static AnchoredCount of(
            Claim claim, Design.OncePerSubject design, SealedHistory history, boolean discoveryOnly, Steps steps) {
        Optional<Posting> anchor = design.anchor().map(history::posting);
        Windows windows = steps.once(
                design,
                () -> new Windows(
                        history, anchor, design.evidenceDays() * Times.DAY, design instanceof Design.FirstSession));
        Fates fates = steps.once(
                new FatesOf(design, claim.outcome()), () -> fates(claim, windows, history, discoveryOnly, steps));
        return new AnchoredCount(new Conditions(history, steps, windows).of(claim.condition()), fates);
    }

    private static Fates fates(
            Claim claim, Windows windows, SealedHistory history, boolean discoveryOnly, Steps steps) {
        Outcome outcome = claim.outcome();
        long horizon = outcome.horizonDays() * Times.DAY;
        long windowStart = history.days().windowStart();
        long asOf = history.days().windowEnd();
        long split = ClaimMatcher.counting(claim, history.numbering()).split(windowStart, asOf);
        Fates.Outcomes outcomes = steps.once(
                new OutcomesOf(windows, outcome),
                () -> outcome.selector()
                        .<Fates.Outcomes>map(selector -> new Fates.Events(
                                windows,
                                history.posting(selector),
                                horizon,
                                outcome.once() ? Optional.of(history.convertedBefore(selector)) : Optional.empty()))
                        .orElseGet(() -> new Silence(windows, history, horizon)));
        return new Fates(
                windows, outcomes, new Fates.Limits(asOf - horizon - windowStart, split - windowStart, discoveryOnly));
    }

    @Override
    public void over(Block block) {
        long[] words = fired.words();
        for (int part = 0; part < 2; part++) {
            long[] positive = fates.positive(part);
            long[] negative = fates.negative(part);
            int hits = 0;
            int misses = 0;
            for (int i = 0; i < words.length; i++) {
                hits += Long.bitCount(words[i] & positive[i]);
                misses += Long.bitCount(words[i] & negative[i]);
            }
            truePositives[part] += hits;
            falsePositives[part] += misses;
        }
    }

    @Override
    public CandidateCounts counts() {
        return new CandidateCounts(part(0), part(1), fates.immature(), fates.alreadyConverted());
    }

    @Override
    public void markFired(long[] words) {
        for (int i = 0; i < words.length; i++) {
            words[i] |= fired.words()[i] & (fates.positive(0)[i] | fates.negative(0)[i]);
        }
    }

    private Counts part(int part) {
        return new Counts(
                truePositives[part],
                falsePositives[part],
                fates.positives(part) - truePositives[part],
                fates.negatives(part) - falsePositives[part]);
    }

    private record FatesOf(Design design, Outcome outcome) {}

    private record OutcomesOf(Windows windows, Outcome outcome) {}
}
