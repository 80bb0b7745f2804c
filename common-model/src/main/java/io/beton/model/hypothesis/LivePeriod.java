package io.beton.model.hypothesis;

import io.beton.model.InvalidMember;
import java.time.Instant;

/** When a hypothesis was live until it was paused, from its approval, or from its resuming after a pause before. */
public record LivePeriod(Instant from, Instant until) {

    public LivePeriod {
        InvalidMember.require(from, "from");
        InvalidMember.require(until, "until");
        InvalidMember.check(!until.isBefore(from), "until", "`until` is not before `from`");
    }

    public boolean contains(Instant when) {
        return !when.isBefore(from) && when.isBefore(until);
    }
}
