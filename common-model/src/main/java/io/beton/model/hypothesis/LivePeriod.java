package io.beton.model.hypothesis;

import io.beton.model.InvalidMember;
import java.time.Instant;
import java.util.Optional;

/**
 * When a hypothesis was live until it was paused, from its approval, or from its resuming after a pause before.
 *
 * @param drift why it was paused, where that was done by nobody
 */
public record LivePeriod(Instant from, Instant until, Optional<Drift> drift) {

    public LivePeriod {
        InvalidMember.require(from, "from");
        InvalidMember.require(until, "until");
        InvalidMember.check(!until.isBefore(from), "until", "`until` is not before `from`");
        drift = drift == null ? Optional.empty() : drift;
    }

    /** One that a person ended. */
    public LivePeriod(Instant from, Instant until) {
        this(from, until, Optional.empty());
    }

    public boolean contains(Instant when) {
        return !when.isBefore(from) && when.isBefore(until);
    }
}
