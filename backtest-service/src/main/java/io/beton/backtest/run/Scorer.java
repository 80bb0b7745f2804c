package io.beton.backtest.run;

import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Fate;
import io.beton.model.match.Observation;
import io.beton.model.match.SelectorNumbers;
import io.beton.model.match.Times;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds up what became of every candidate's observations, one subject after the other. */
final class Scorer {
    private static final int FATES = Fate.values().length;

    private final HistoryRequest request;
    private final ClaimMatcher[] matchers;
    private final SelectorId[] outcomes;
    private final long[] splits;
    /** Per candidate: the fates before the split, then those from it on. */
    private final long[][] tallies;

    Scorer(HistoryRequest request, SelectorNumbers numbers) {
        this.request = request;
        List<Candidate> candidates = request.candidates();
        this.matchers = candidates.stream()
                .map(candidate -> ClaimMatcher.counting(candidate.claim(), numbers))
                .toArray(ClaimMatcher[]::new);
        this.outcomes = candidates.stream()
                .map(candidate -> candidate.claim().outcome().selector().id())
                .toArray(SelectorId[]::new);
        this.splits = new long[matchers.length];
        for (int i = 0; i < matchers.length; i++) {
            splits[i] = matchers[i].split(request.windowStart(), request.windowEnd());
        }
        this.tallies = new long[matchers.length][2 * FATES];
    }

    void count(SubjectHistory history, Map<SelectorId, Long> earlierOutcomes) {
        for (int i = 0; i < matchers.length; i++) {
            long convertedBefore = earlierOutcomes.getOrDefault(outcomes[i], Times.NEVER);
            Optional<Observation> observed = matchers[i].observe(history, request.windowStart(), request.windowEnd());
            if (observed.isPresent()) {
                Observation observation = observed.get();
                Fate fate = matchers[i].fate(
                        observation, history, request.windowStart(), request.windowEnd(), convertedBefore);
                int side = observation.landmark() < splits[i] ? 0 : FATES;
                tallies[i][side + fate.ordinal()]++;
            }
        }
    }

    List<CandidateCounts> counts() {
        return java.util.Arrays.stream(tallies).map(Scorer::counts).toList();
    }

    private static CandidateCounts counts(long[] tally) {
        return new CandidateCounts(
                fields(tally, 0),
                fields(tally, FATES),
                tally[Fate.IMMATURE.ordinal()] + tally[FATES + Fate.IMMATURE.ordinal()],
                tally[Fate.ALREADY_CONVERTED.ordinal()] + tally[FATES + Fate.ALREADY_CONVERTED.ordinal()]);
    }

    private static Counts fields(long[] tally, int side) {
        return new Counts(
                tally[side + Fate.TRUE_POSITIVE.ordinal()],
                tally[side + Fate.FALSE_POSITIVE.ordinal()],
                tally[side + Fate.FALSE_NEGATIVE.ordinal()],
                tally[side + Fate.TRUE_NEGATIVE.ordinal()]);
    }
}
