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
        for (Observation observation : asking.firings(state.evidence(), known)) {
            if (isNew(observation, landmarks)) {
                landmarks = landmarks.fired(observation.landmark());
                if (observation.firedAt() >= asking.approvedAt()) {
                    boolean told = !landmarks.coolingDown(observation.landmark());
                    firings.add(new Firing(
                            told
                                    ? Optional.of(asking.signal(subject, state.evidence(), observation))
                                    : Optional.empty()));
                    landmarks = told ? landmarks.signalled(observation.landmark()) : landmarks;
                }
            }
        }
        SubjectState.Open kept = kept(state.evidence(), landmarks, known);
        return new Judgement(kept, due(kept, known), firings);
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
