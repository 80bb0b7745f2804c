package io.beton.router.live;

import io.beton.model.signal.Signal;
import java.util.Optional;

/**
 * A match: the condition held for a subject.
 *
 * @param signal what is told of it; nothing where it held before the approval
 */
record Firing(Optional<Signal> signal) {

    SubjectState.Fired mark() {
        return signal.isPresent() ? SubjectState.Fired.SIGNALLED : SubjectState.Fired.MEMBER;
    }
}
