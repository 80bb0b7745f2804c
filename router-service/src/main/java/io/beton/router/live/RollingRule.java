package io.beton.router.live;

import io.beton.model.hypothesis.Design;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Observation;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Of rolling designs: each landmark fires once, and within a cool-down only the first one is told. What lies so far back
 * that no landmark to come looks at it is forgotten.
 *
 * <p>Whoever meets the condition at the approval is a member by the last landmark that fired before it, and their cool-down
 * begins with it, told or not: that they still meet it at the landmarks that follow is no news.
 */
final class RollingRule implements Rule {
    private final Asking asking;
    private final EvidenceBound bound;
    private final boolean deferred;
    private final long every;
    private final long reach;

    RollingRule(Asking asking, EvidenceBound bound, Design.Rolling design) {
        this.asking = asking;
        this.bound = bound;
        this.deferred = asking.claim().condition().deferred();
        this.every = design.everyDays() * Times.DAY;
        this.reach = design.lookbackDays() * Times.DAY;
    }

    @Override
    public Judgement judge(SubjectId subject, SubjectState.Open state, long known) {
        Landmarks landmarks = state.landmarks();
        List<Firing> firings = new ArrayList<>();
        List<Observation> fired = asking.firings(state.evidence(), known);
        for (Observation observation : fired) {
            if (isNew(observation, landmarks)) {
                landmarks = landmarks.fired(observation.landmark());
                boolean cool = landmarks.coolingDown(observation.landmark());
                boolean before = isBefore(observation) && !isLate(observation);
                if (!before || !cool && isMember(observation, fired, state.evidence())) {
                    boolean told = !cool && (!before || asking.backfills(observation.firedAt()));
                    firings.add(new Firing(
                            observation.firedAt(),
                            told
                                    ? Optional.of(asking.signal(subject, state.evidence(), observation))
                                    : Optional.empty(),
                            before));
                    landmarks = cool ? landmarks : landmarks.signalled(observation.landmark());
                }
            }
        }
        SubjectState.Open kept = kept(state.evidence(), landmarks, known);
        return new Judgement(kept, due(kept, known), firings);
    }

    private boolean isBefore(Observation observation) {
        return observation.firedAt() < asking.approvedAt();
    }

    /** It fired before a pause, and may not have been judged then: of what was, the mark is kept as long as its lookback. */
    private boolean isLate(Observation observation) {
        return asking.wasLive(observation.firedAt()) && observation.landmark() > asking.pausedAt() - reach;
    }

    /** The last one before the approval, where the condition still held then. */
    private boolean isMember(Observation observation, List<Observation> fired, Evidence evidence) {
        long approvedAt = asking.approvedAt();
        boolean last = fired.stream().filter(this::isBefore).allMatch(one -> one.landmark() <= observation.landmark());
        return last
                && (deferred
                        ? approvedAt - observation.landmark() <= every
                        : asking.holds(evidence, approvedAt - reach, approvedAt));
    }

    private boolean isNew(Observation observation, Landmarks landmarks) {
        return observation.landmark() > landmarks.askedUntil()
                && !landmarks.fired().contains(observation.landmark());
    }

    private SubjectState.Open kept(Evidence evidence, Landmarks landmarks, long known) {
        if (known == NOTHING_KNOWN) {
            return bounded(new SubjectState.Open(evidence, landmarks));
        }
        long oldest = known - reach;
        evidence.dropIf(event -> event.timestamp() < oldest);
        evidence.dropDaysIf(day -> day.last() < oldest);
        Landmarks left = landmarks.after(oldest);
        return bounded(new SubjectState.Open(
                evidence, deferred && !evidence.isEmpty() ? left.askedUntil(known) : left.askedUntil(Landmarks.NEVER)));
    }

    /** The next landmark of a deferred condition; else, when what is kept can be forgotten. */
    private long due(SubjectState.Open kept, long known) {
        if (deferred && !kept.evidence().isEmpty()) {
            return known == NOTHING_KNOWN ? asking.approvedAt() : (Math.floorDiv(known, every) + 1) * every;
        }
        long over = kept.evidence().isEmpty()
                ? kept.landmarks().overAt()
                : kept.evidence().settledAt();
        return over == Times.NEVER ? over : over + reach;
    }

    @Override
    public SubjectState.Open bounded(SubjectState.Open state) {
        if (bound.exceeded(state.evidence())) {
            bound.apply(state.evidence(), Times.NEVER);
        }
        return state;
    }
}
