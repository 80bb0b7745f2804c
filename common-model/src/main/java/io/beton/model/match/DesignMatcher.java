package io.beton.model.match;

import java.util.List;

/** When a condition is asked of a subject, and whether it fired then. */
interface DesignMatcher {

    /** All observations whose landmark can be told from {@code [windowStart, windowEnd)}, fired or not. */
    List<Observation> observations(SubjectEvents events, long windowStart, long windowEnd);

    /**
     * When the one observation of a subject begins, or would if the anchor had a session; {@link Times#NEVER} where
     * there is no anchor, or a design has many observations.
     */
    default long anchored(SubjectEvents events, long windowStart) {
        return Times.NEVER;
    }

    /**
     * The observations that fired, among them those whose landmark is still to come.
     *
     * @param known up to when all events are known: a deferred condition is asked at landmarks up to this time
     */
    List<Observation> firings(SubjectEvents events, long windowStart, long known);
}
