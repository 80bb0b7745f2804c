package io.beton.backtest.history;

import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Claim;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Fate;
import io.beton.model.match.Observation;
import java.util.List;

/** Counts what becomes of one candidate's observations, discovery and holdout apart. */
final class CandidateTally {
    private static final int FATES = Fate.values().length;

    private final ClaimMatcher matcher;
    private final int outcome;
    private final long windowStart;
    private final long windowEnd;
    private final long split;
    /** Whether this is part of a search, which must not learn anything of the holdout. */
    private final boolean discoveryOnly;

    private final long[] discovery = new long[FATES];
    private final long[] holdout = new long[FATES];

    private CandidateTally(Claim claim, PartitionHistory history) {
        HistoryRequest request = history.request();
        this.matcher = ClaimMatcher.counting(claim, history.selectors());
        this.outcome = history.selectors().of(claim.outcome().selector().id()).orElseThrow();
        this.windowStart = request.windowStart();
        this.windowEnd = request.windowEnd();
        this.split = matcher.split(windowStart, windowEnd);
        this.discoveryOnly = request.purpose() == Purpose.EXPLORE;
    }

    static List<CandidateTally> all(PartitionHistory history) {
        return history.request().candidates().stream()
                .map(candidate -> new CandidateTally(candidate.claim(), history))
                .toList();
    }

    void count(SubjectCursor subject) {
        matcher.observe(subject, windowStart, windowEnd).ifPresent(observation -> count(observation, subject));
    }

    private void count(Observation observation, SubjectCursor subject) {
        boolean held = observation.landmark() >= split;
        if (held && discoveryOnly) {
            return;
        }
        Fate fate = matcher.fate(observation, subject, windowStart, windowEnd, subject.earlier(outcome));
        (held ? holdout : discovery)[fate.ordinal()]++;
    }

    CandidateCounts counts() {
        return new CandidateCounts(
                counted(discovery), counted(holdout), leftOut(Fate.IMMATURE), leftOut(Fate.ALREADY_CONVERTED));
    }

    private long leftOut(Fate fate) {
        return discovery[fate.ordinal()] + holdout[fate.ordinal()];
    }

    private static Counts counted(long[] fates) {
        return new Counts(
                fates[Fate.TRUE_POSITIVE.ordinal()],
                fates[Fate.FALSE_POSITIVE.ordinal()],
                fates[Fate.FALSE_NEGATIVE.ordinal()],
                fates[Fate.TRUE_NEGATIVE.ordinal()]);
    }
}
