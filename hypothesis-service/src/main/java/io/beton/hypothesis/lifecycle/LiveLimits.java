package io.beton.hypothesis.lifecycle;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import java.util.Optional;

/** What can be backtested but not matched live yet; approving it would promise signals that never come. */
final class LiveLimits {
    private LiveLimits() {}

    /** What live matching does not know; nothing where it knows all of the claim. */
    static Optional<String> of(Claim claim) {
        if (claim.rolling()) {
            return Optional.of("rolling designs");
        }
        if (claim.design() instanceof Design.FirstSession) {
            return Optional.of("windows of one session");
        }
        if (claim.condition().deferred()) {
            return Optional.of(
                    "conditions that are true only at the end of their window" + " (`at_most`, `trend`, `not`)");
        }
        if (!claim.counted().isEmpty()) {
            return Optional.of("conditions on different sessions or values");
        }
        return Optional.empty();
    }
}
