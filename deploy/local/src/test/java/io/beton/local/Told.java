package io.beton.local;

import io.beton.model.id.HypothesisId;
import io.beton.model.id.SubjectId;
import io.beton.model.signal.Signal;

/** A signal somewhere: by which id it can be told from others there, and what it says. */
record Told(String id, Meaning meaning) {

    /** Of which there is to be one signal: a version, a subject, and the one observation of an anchored design. */
    record Meaning(HypothesisId hypothesis, int version, SubjectId subject) {}

    static Told of(String id, Signal signal) {
        return new Told(
                id,
                new Meaning(
                        signal.hypothesisId(),
                        signal.hypothesisVersion(),
                        signal.subject().id()));
    }
}
