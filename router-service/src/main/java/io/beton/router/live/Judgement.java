package io.beton.router.live;

import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.List;

/**
 * What new evidence, or time that passes, changes for one subject: a pure decision.
 *
 * @param after the state to keep
 * @param due up to when everything must be known for the subject to be judged again although nothing came; or
 *     {@link Times#NEVER}
 * @param firings the matches
 */
record Judgement(SubjectState after, long due, List<Firing> firings) {

    /** Of a subject whose history is not whole yet evidence is only kept. */
    static Judgement ofEvidence(LiveHypothesis hypothesis, SubjectState before, Evidence added) {
        return before instanceof SubjectState.Open open
                ? new Judgement(hypothesis.bounded(with(open, added)), Times.NEVER, List.of())
                : new Judgement(before, Times.NEVER, List.of());
    }

    /** @param known up to when everything is known that happened */
    static Judgement of(LiveHypothesis hypothesis, SubjectId subject, SubjectState before, Evidence added, long known) {
        return before instanceof SubjectState.Open open
                ? hypothesis.judge(subject, with(open, added), known)
                : new Judgement(before, Times.NEVER, List.of());
    }

    /** What was read of a state is nobody else's. */
    private static SubjectState.Open with(SubjectState.Open open, Evidence added) {
        open.evidence().add(added);
        return open;
    }
}
