package io.beton.bench.search;

import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.SubjectCursor;
import io.beton.model.hypothesis.Claim;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Observation;
import java.util.BitSet;

/** Who fires for a claim, asked of each subject by the plain matcher. */
final class Fired {
    private Fired() {}

    static BitSet of(SealedHistory history, Claim claim) {
        ClaimMatcher matcher = ClaimMatcher.counting(claim, history.numbering());
        SubjectCursor subject = new SubjectCursor(history, claim.selectors());
        long start = history.days().windowStart();
        long end = history.days().windowEnd();
        BitSet fired = new BitSet();
        for (int number = 0; number < history.blocks(); number++) {
            Block block = history.block(number);
            subject.enter(block);
            for (int place = 0; place < block.subjects(); place++) {
                subject.moveTo(place);
                if (matcher.observations(subject, start, end).stream().anyMatch(Observation::fired)) {
                    fired.set(block.firstSubject() + place);
                }
            }
        }
        return fired;
    }

    /** How many of the subjects of two sets are in both. */
    static double common(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.and(other);
        BitSet either = (BitSet) one.clone();
        either.or(other);
        return either.isEmpty() ? 0 : (double) both.cardinality() / either.cardinality();
    }
}
