package io.beton.backtest.scoring;

import io.beton.backtest.postings.Bits;
import io.beton.backtest.postings.Block;
import io.beton.backtest.postings.ClaimCount;
import io.beton.backtest.postings.ClusterSums;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.SubjectCursor;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Counts;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Fate;
import io.beton.model.match.Observation;
import io.beton.model.match.Times;
import java.util.Arrays;
import java.util.List;

/** Counts any claim by asking its matcher of each subject: the plain version of all loops. */
final class AskedCount implements ClaimCount {
    private static final int EVENTLESS = -1;

    private final ClaimMatcher matcher;
    private final boolean rolling;
    private final int outcome;
    private final long windowStart;
    private final long windowEnd;
    private final long split;
    /** Whether this is part of a search, which must not learn anything of the holdout. */
    private final boolean discoveryOnly;

    private final SubjectCursor subject;
    private final long[] own = new long[Fate.values().length];
    private final ClusterSums discovery = new ClusterSums();
    private final ClusterSums holdout = new ClusterSums();
    /** The last block's subjects that fired in discovery. */
    private final long[] fired = new long[Block.WORDS];

    private long immature;
    private long alreadyConverted;

    AskedCount(Claim claim, SealedHistory history, boolean discoveryOnly) {
        this.matcher = ClaimMatcher.counting(claim, history.numbering());
        this.rolling = claim.rolling();
        this.outcome = claim.outcome().selector().map(history.numbering()::of).orElse(EVENTLESS);
        this.windowStart = history.days().windowStart();
        this.windowEnd = history.days().windowEnd();
        this.split = matcher.split(windowStart, windowEnd);
        this.discoveryOnly = discoveryOnly;
        this.subject = new SubjectCursor(history, claim.selectors());
    }

    @Override
    public void over(Block block) {
        Arrays.fill(fired, 0);
        subject.enter(block);
        for (int place = 0; place < block.subjects(); place++) {
            subject.moveTo(place);
            List<Observation> observations = matcher.observations(subject, windowStart, windowEnd);
            if (!observations.isEmpty()) {
                boolean held = rolling ? subject.held() : observations.get(0).landmark() >= split;
                if (!held || !discoveryOnly) {
                    count(observations, held ? holdout : discovery);
                    if (!held && own[Fate.TRUE_POSITIVE.ordinal()] + own[Fate.FALSE_POSITIVE.ordinal()] > 0) {
                        Bits.set(fired, place);
                    }
                }
            }
        }
    }

    private void count(List<Observation> observations, ClusterSums part) {
        long earlier = outcome == EVENTLESS ? Times.NEVER : subject.earlier(outcome);
        long nextSignal = Long.MIN_VALUE;
        Arrays.fill(own, 0);
        for (Observation observation : observations) {
            Fate fate = matcher.fate(observation, subject, windowStart, windowEnd, earlier);
            own[fate.ordinal()]++;
            if (observation.fired() && observation.landmark() >= nextSignal) {
                nextSignal = observation.landmark() + Design.Rolling.COOL_DOWN_DAYS * Times.DAY;
                if (fate == Fate.TRUE_POSITIVE || fate == Fate.FALSE_POSITIVE) {
                    part.deliver(fate == Fate.TRUE_POSITIVE);
                }
            }
        }
        part.add(
                own[Fate.TRUE_POSITIVE.ordinal()],
                own[Fate.FALSE_POSITIVE.ordinal()],
                own[Fate.FALSE_NEGATIVE.ordinal()],
                own[Fate.TRUE_NEGATIVE.ordinal()]);
        immature += own[Fate.IMMATURE.ordinal()];
        alreadyConverted += own[Fate.ALREADY_CONVERTED.ordinal()];
    }

    @Override
    public CandidateCounts counts() {
        return new CandidateCounts(part(discovery), part(holdout), immature, alreadyConverted);
    }

    @Override
    public void markFired(long[] words) {
        Bits.add(words, fired);
    }

    /** Who observes each subject once has no clusters. */
    private CandidateCounts.Part part(ClusterSums sums) {
        Counts counts = sums.part().counts();
        return rolling ? sums.part() : CandidateCounts.Part.of(counts);
    }
}
