package io.beton.hypothesis.lifecycle;

import jakarta.inject.Singleton;
import java.util.Optional;

/** Makes of what was sent the review that it is; the one place where the names in the audit come from. */
@Singleton
final class Reviews {
    private static final String UNNAMED = "unnamed";

    private final OptionalBody bodies;

    Reviews(OptionalBody bodies) {
        this.bodies = bodies;
    }

    Review of(String body, Optional<String> ifMatch) {
        Decision decision = bodies.read(body, Decision.SILENT, Decision.class);
        return Review.of(who(decision.by()), decision, ifMatch);
    }

    /** Who calls: the name that the caller gives. */
    String who(Optional<String> said) {
        return said.filter(name -> !name.isBlank()).orElse(UNNAMED);
    }
}
