package io.beton.router.live;

/** What is kept of a subject: evidence while it may still fire, then a mark that nothing more can come of it. */
sealed interface SubjectState {

    /** Evidence of a subject that may still fire, and what a rolling design has made of it so far. */
    record Open(Evidence evidence, Landmarks landmarks) implements SubjectState {
        Open(Evidence evidence) {
            this(evidence, Landmarks.NONE);
        }

        boolean isEmpty() {
            return evidence.isEmpty() && landmarks.equals(Landmarks.NONE);
        }
    }

    /** The one observation of the subject is over; nothing more can come of it, so nothing more is known. */
    record Over() implements SubjectState {}
}
