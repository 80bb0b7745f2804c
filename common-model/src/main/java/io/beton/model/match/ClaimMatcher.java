package io.beton.model.match;

import io.beton.model.hypothesis.Claim;
import java.util.Optional;

/**
 * Asks one claim of one subject: its observation, and what became of it. Shared by backtest and router, so that what is
 * signalled is what was measured.
 *
 * <p>Reads: nothing. Writes: nothing. On failure: there is none; it is a function of the subject's events.
 */
public final class ClaimMatcher {
    private static final int FIRST_SEEN = -1;

    private final Matcher condition;
    private final int anchor;
    private final int outcome;
    private final long within;
    private final long horizon;
    private final boolean repeatable;

    private ClaimMatcher(Claim claim, Matcher condition, int anchor, int outcome) {
        this.condition = condition;
        this.anchor = anchor;
        this.outcome = outcome;
        this.within = claim.withinDays() * Times.DAY;
        this.horizon = claim.outcome().horizonDays() * Times.DAY;
        this.repeatable = claim.outcome().repeatable();
    }

    /** For counting: the numbers must hold all of {@link Claim#selectors}. */
    public static ClaimMatcher counting(Claim claim, SelectorNumbers numbers) {
        return new ClaimMatcher(
                claim,
                Matcher.of(claim.condition(), numbers),
                anchor(claim, numbers),
                numbers.of(claim.outcome().selector()));
    }

    /** For firing alone: the numbers must hold {@link Claim#firingSelectors}; the fate cannot be asked. */
    public static ClaimMatcher firing(Claim claim, SelectorNumbers numbers) {
        return new ClaimMatcher(claim, Matcher.of(claim.condition(), numbers), anchor(claim, numbers), -1);
    }

    private static int anchor(Claim claim, SelectorNumbers numbers) {
        return claim.anchor().map(numbers::of).orElse(FIRST_SEEN);
    }

    /** The subject's observation, if its anchor lies in the window that starts and ends there. */
    public Optional<Observation> observe(SubjectEvents events, long windowStart, long windowEnd) {
        long anchored = anchorTime(events, windowStart, windowEnd);
        if (anchored == Times.NEVER) {
            return Optional.empty();
        }
        long landmark = anchored + within;
        return Optional.of(new Observation(
                anchored, landmark, condition.firstTrue(events, anchored, Math.min(landmark, windowEnd))));
    }

    private long anchorTime(SubjectEvents events, long windowStart, long windowEnd) {
        if (anchor != FIRST_SEEN) {
            return events.firstIn(anchor, windowStart, windowEnd);
        }
        long created = events.subjectCreated();
        boolean observed = created != Times.NEVER && created >= windowStart && events.firstSeen() < windowEnd;
        return observed ? events.firstSeen() : Times.NEVER;
    }

    /**
     * What became of an observation.
     *
     * @param convertedBefore the first outcome before the history window, or {@link Times#NEVER}
     */
    public Fate fate(Observation observation, SubjectEvents events, long windowStart, long asOf, long convertedBefore) {
        long landmark = observation.landmark();
        if (landmark + horizon > asOf) {
            return Fate.IMMATURE;
        }
        long first = Math.min(convertedBefore, events.firstIn(outcome, windowStart, asOf));
        if (!repeatable && first < landmark) {
            return Fate.ALREADY_CONVERTED;
        }
        boolean positive = events.firstIn(outcome, landmark, landmark + horizon) != Times.NEVER;
        return Fate.of(observation.fired(), positive);
    }

    /** The landmark from which on anchored observations of a search belong to the holdout. */
    public long split(long windowStart, long asOf) {
        long start = windowStart + within;
        long end = asOf - horizon;
        return start + Math.floorDiv(2 * (end - start), 3L);
    }
}
