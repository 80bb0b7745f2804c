package io.beton.hypothesis.lifecycle;

import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.RequestId;
import java.util.Optional;

/**
 * A hypothesis as it stands in the table.
 *
 * @param number its place in lists
 * @param revision how often it has changed
 * @param request the history request that its present state waits for, if any
 */
record KeptHypothesis(long number, long revision, Optional<RequestId> request, Hypothesis hypothesis) {

    /** The entity tag of how it stands. */
    String tag() {
        return "\"" + revision + "\"";
    }
}
