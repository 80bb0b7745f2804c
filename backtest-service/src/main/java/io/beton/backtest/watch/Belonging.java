package io.beton.backtest.watch;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.match.Observation;
import io.beton.model.match.Times;
import java.util.List;
import java.util.Optional;

/**
 * Which observation of its subject a signal belongs to.
 *
 * <p>Anchored: the subject's one, if the signal was fired in its window. Rolling: the one at the landmark that an eager
 * condition fires for, which is the next after it was fired, or at which a deferred one fired.
 */
final class Belonging {
    private final Claim claim;

    Belonging(Claim claim) {
        this.claim = claim;
    }

    /** @param asOf the end of the history; whether there is an observation that it cannot judge is not asked */
    Optional<Observation> of(long firedAt, List<Observation> observations, long asOf) {
        if (claim.design() instanceof Design.Rolling rolling) {
            long landmark = landmark(firedAt, rolling.everyDays() * Times.DAY);
            return landmark + claim.outcome().horizonDays() * Times.DAY > asOf
                    ? Optional.of(new Observation(firedAt, landmark, firedAt))
                    : observations.stream()
                            .filter(observation -> observation.landmark() == landmark)
                            .findFirst();
        }
        return observations.stream()
                .filter(observation -> observation.from() <= firedAt && firedAt <= observation.landmark())
                .findFirst();
    }

    private long landmark(long firedAt, long every) {
        return claim.condition().deferred() ? firedAt : (Math.floorDiv(firedAt, every) + 1) * every;
    }
}
