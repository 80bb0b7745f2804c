package io.beton.router.live;

import io.beton.model.id.SubjectId;
import io.beton.model.match.Observation;
import io.beton.model.match.SubjectEvents;
import io.beton.model.match.Times;
import java.util.List;
import java.util.Optional;

/**
 * Of designs with one observation for each subject: an eager condition fires when it becomes true, a deferred one at its
 * landmark; then the subject is over.
 */
final class OnceRule implements Rule {
    private final Asking asking;
    private final EvidenceBound bound;
    private final boolean deferred;

    OnceRule(Asking asking, EvidenceBound bound) {
        this.asking = asking;
        this.bound = bound;
        this.deferred = asking.claim().condition().deferred();
    }

    @Override
    public Judgement judge(SubjectId subject, SubjectState.Open state, long known) {
        SubjectEvents events = state.evidence().asked(asking.numbers());
        Optional<Observation> observed = asking.observation(events);
        if (observed.filter(observation -> fires(observation, known)).isPresent()) {
            return fired(subject, state.evidence(), observed.get());
        }
        long landmark = asking.landmark(events);
        if (landmark <= known) {
            return new Judgement(new SubjectState.Over(), Times.NEVER, List.of());
        }
        SubjectState.Open kept = bounded(state);
        if (landmark != Times.NEVER) {
            return new Judgement(kept, landmark, List.of());
        }
        // an anchor that has not come by now comes later than all this
        kept.evidence().dropIf(event -> event.settled(known) && event.timestamp() < known);
        return new Judgement(kept, kept.evidence().settledAt(), List.of());
    }

    @Override
    public SubjectState.Open bounded(SubjectState.Open state) {
        Evidence evidence = state.evidence();
        evidence.days().stream()
                .skip(1)
                .findFirst()
                .ifPresent(second -> evidence.dropDaysIf(day -> day.first() >= second.first()));
        if (bound.exceeded(evidence)) {
            bound.apply(evidence, asking.anchored(evidence.asked(asking.numbers())));
        }
        return state;
    }

    private boolean fires(Observation observation, long known) {
        return observation.fired() && (!deferred || observation.landmark() <= known);
    }

    private Judgement fired(SubjectId subject, Evidence evidence, Observation observation) {
        long firedAt = observation.firedAt();
        boolean live = firedAt >= asking.approvedAt() || asking.wasLive(firedAt);
        boolean told = live || asking.backfills(firedAt);
        Firing firing = new Firing(
                firedAt, told ? Optional.of(asking.signal(subject, evidence, observation)) : Optional.empty(), !live);
        return new Judgement(new SubjectState.Over(), Times.NEVER, List.of(firing));
    }
}
