package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.draft.WrittenTexts;
import io.beton.kit.access.CallerName;
import io.beton.model.InvalidMember;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** Makes of what was sent the review that it is; the one place where the names in the audit come from. */
@Singleton
final class Reviews {
    private static final String UNNAMED = "unnamed";
    /** Who takes the steps that no person takes. */
    private static final Set<String> OUR_OWN = Set.of("approval", "auto-approval", "backtest", "drift", "explorer");

    private final OptionalBody bodies;
    private final CallerName caller;

    Reviews(OptionalBody bodies, CallerName caller) {
        this.bodies = bodies;
        this.caller = caller;
    }

    Review of(String body, Optional<String> ifMatch) {
        Decision decision = bodies.read(body, Decision.SILENT, Decision.class);
        return Review.of(who(decision.by()), decision, ifMatch);
    }

    /** Who calls: whom the token names, or, where nobody needs one, the name that the caller gives. */
    String who(Optional<String> said) {
        String who = caller.of(WrittenTexts.name(said))
                .filter(name -> !name.isBlank())
                .orElse(UNNAMED);
        if (OUR_OWN.contains(who)) {
            throw new InvalidMember(
                    "by", "`" + who + "` is what the audit calls this service itself; nobody else is that");
        }
        return who;
    }
}
