package io.beton.model.match;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import java.util.List;

/**
 * Asks one claim of one subject: its observations, and what became of each. Shared by backtest and router, so that what
 * is signalled is what was measured.
 *
 * <p>Reads: nothing. Writes: nothing. On failure: there is none; it is a function of the subject's events.
 */
public final class ClaimMatcher {
    private static final int SILENCE = -1;

    private final Matcher condition;
    private final DesignMatcher design;
    private final Outcome waitedFor;
    private final int outcome;
    private final long evidence;
    private final long horizon;

    private ClaimMatcher(Claim claim, Numbering numbers, int outcome) {
        this.condition = Matcher.of(claim.condition(), numbers);
        this.design = design(claim, condition, numbers);
        this.waitedFor = claim.outcome();
        this.outcome = outcome;
        this.evidence = claim.design().evidenceDays() * Times.DAY;
        this.horizon = claim.outcome().horizonDays() * Times.DAY;
    }

    /** For counting: the numbers must hold all of {@link Claim#selectors} and {@link Claim#counted}. */
    public static ClaimMatcher counting(Claim claim, Numbering numbers) {
        return new ClaimMatcher(
                claim, numbers, claim.outcome().selector().map(numbers::of).orElse(SILENCE));
    }

    /** For firing alone: the numbers need no outcome; the fate cannot be asked. */
    public static ClaimMatcher firing(Claim claim, Numbering numbers) {
        return new ClaimMatcher(claim, numbers, SILENCE);
    }

    private static DesignMatcher design(Claim claim, Matcher condition, Numbering numbers) {
        if (claim.design() instanceof Design.Rolling rolling) {
            int[] selectors = claim.condition()
                    .selectors()
                    .mapToInt(numbers::of)
                    .distinct()
                    .toArray();
            return new RollingMatcher(
                    condition,
                    claim.condition().holdsOfNothing(),
                    selectors,
                    rolling.everyDays() * Times.DAY,
                    rolling.lookbackDays() * Times.DAY);
        }
        return new AnchoredMatcher(
                condition,
                numbers,
                claim.anchor().map(numbers::of),
                claim.design().evidenceDays() * Times.DAY,
                claim.design() instanceof Design.FirstSession);
    }

    /** All observations of the subject in a history window, fired or not. */
    public List<Observation> observations(SubjectEvents events, long windowStart, long windowEnd) {
        return design.observations(events, windowStart, windowEnd);
    }

    /**
     * When the one observation of a subject begins, or would if the anchor had a session; {@link Times#NEVER} where
     * there is no anchor, or a design has many observations.
     */
    public long anchored(SubjectEvents events, long windowStart) {
        return design.anchored(events, windowStart);
    }

    /**
     * The observations that fired, in a window that has no end.
     *
     * @param known up to when all events are known: a deferred condition is asked at landmarks up to this time
     */
    public List<Observation> firings(SubjectEvents events, long windowStart, long known) {
        return design.firings(events, windowStart, known);
    }

    /** Whether the condition is true over {@code [from, to)}, whatever the design. */
    public boolean holds(SubjectEvents events, long from, long to) {
        return condition.holds(events, from, to);
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
        if (outcome == SILENCE) {
            return Fate.of(observation.fired(), !events.activeIn(landmark, landmark + horizon));
        }
        long first = Math.min(convertedBefore, events.firstIn(outcome, windowStart, asOf));
        if (waitedFor.once() && first < landmark) {
            return Fate.ALREADY_CONVERTED;
        }
        boolean positive = events.firstIn(outcome, landmark, landmark + horizon) != Times.NEVER;
        return Fate.of(observation.fired(), positive);
    }

    /** The landmark from which on anchored observations of a search belong to the holdout. */
    public long split(long windowStart, long asOf) {
        long start = windowStart + evidence;
        long end = asOf - horizon;
        return start + Math.floorDiv(2 * (end - start), 3L);
    }
}
