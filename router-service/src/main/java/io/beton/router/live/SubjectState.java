package io.beton.router.live;

/** What is kept of a subject: evidence while it may still fire, then a mark that it has. */
sealed interface SubjectState {

    /** Evidence of a subject that has not fired. */
    record Open(Evidence evidence) implements SubjectState {}

    /** It fired; nothing more can come of it, so nothing more is known. */
    enum Fired implements SubjectState {
        /** Before the approval, so nobody was told. */
        MEMBER,
        SIGNALLED
    }
}
