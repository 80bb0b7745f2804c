package io.beton.router.live;

import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.HypothesisId;

/** One version of a hypothesis. */
record VersionKey(HypothesisId hypothesis, int version) {

    static VersionKey of(Hypothesis hypothesis) {
        return new VersionKey(hypothesis.hypothesisId(), hypothesis.version());
    }

    @Override
    public String toString() {
        return hypothesis + " version " + version;
    }
}
