package io.beton.router.live;

import io.beton.model.id.SubjectId;

/** Who fires, and how much of the evidence is kept, as a design has it. */
interface Rule {
    /** Where nobody has said yet up to when everything is known. */
    long NOTHING_KNOWN = Long.MIN_VALUE;

    /** @param known up to when everything is known that happened; nothing older comes any more */
    Judgement judge(SubjectId subject, SubjectState.Open state, long known);

    /** The same evidence within its bound. */
    SubjectState.Open bounded(SubjectState.Open state);
}
