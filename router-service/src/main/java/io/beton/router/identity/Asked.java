package io.beton.router.identity;

import io.beton.model.identity.SubjectIdentity;
import io.beton.router.sink.AttemptResult;
import java.util.List;

/** What came of a question about subjects. */
sealed interface Asked {

    /** Who they are; those of whom nothing is known are left out. */
    record Told(List<SubjectIdentity> subjects) implements Asked {}

    /** Nobody said it; what becomes of the attempt that wanted to know. */
    record Untold(AttemptResult result) implements Asked {}

    /** It was too much for their source; a smaller question may not be. */
    record TooMuch(AttemptResult result) implements Asked {}
}
