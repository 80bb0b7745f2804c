package io.beton.backtest.history;

import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Claim;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Fate;
import io.beton.model.match.Observation;
import io.beton.model.match.Times;
import java.util.List;

/** Counts what becomes of one candidate's observations, discovery and holdout apart. */
final class CandidateTally {
    private static final int EVENTLESS = -1;

    private final ClaimMatcher matcher;
    private final boolean rolling;
    private final int outcome;
    private final long windowStart;
    private final long windowEnd;
    private final long split;
    /** Whether this is part of a search, which must not learn anything of the holdout. */
    private final boolean discoveryOnly;

    private final PartTally discovery = new PartTally();
    private final PartTally holdout = new PartTally();

    private CandidateTally(Claim claim, PartitionHistory history) {
        HistoryRequest request = history.request();
        this.matcher = ClaimMatcher.counting(claim, history.selectors());
        this.rolling = claim.rolling();
        this.outcome = claim.outcome().selector().map(history.selectors()::of).orElse(EVENTLESS);
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
        List<Observation> observations = matcher.observations(subject, windowStart, windowEnd);
        if (observations.isEmpty()) {
            return;
        }
        boolean held = rolling ? subject.held() : observations.get(0).landmark() >= split;
        if (held && discoveryOnly) {
            return;
        }
        PartTally part = held ? holdout : discovery;
        long earlier = outcome == EVENTLESS ? Times.NEVER : subject.earlier(outcome);
        for (Observation observation : observations) {
            Fate fate = matcher.fate(observation, subject, windowStart, windowEnd, earlier);
            part.add(observation, fate);
        }
        if (rolling) {
            part.endOfSubject();
        }
    }

    CandidateCounts counts() {
        return new CandidateCounts(
                discovery.part(),
                holdout.part(),
                discovery.count(Fate.IMMATURE) + holdout.count(Fate.IMMATURE),
                discovery.count(Fate.ALREADY_CONVERTED) + holdout.count(Fate.ALREADY_CONVERTED));
    }
}
