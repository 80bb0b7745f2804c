package io.beton.router.live;

import io.beton.model.id.SubjectId;
import java.util.Optional;

/**
 * What new evidence changes for one subject: a pure decision.
 *
 * @param after the state to keep
 * @param firing the match, if this is it
 */
record Judgement(SubjectState after, Optional<Firing> firing) {

    /**
     * @param warm whether the subject's history is whole; until then evidence is only kept
     */
    static Judgement of(
            LiveHypothesis hypothesis, SubjectId subject, SubjectState before, Evidence added, boolean warm) {
        if (!(before instanceof SubjectState.Open open)) {
            return new Judgement(before, Optional.empty());
        }
        Evidence evidence = new Evidence();
        evidence.add(open.evidence());
        evidence.add(added);
        Optional<Firing> firing = warm ? hypothesis.ask(subject, evidence) : Optional.empty();
        if (firing.isPresent()) {
            return new Judgement(firing.get().mark(), firing);
        }
        hypothesis.bound(evidence);
        return new Judgement(new SubjectState.Open(evidence), firing);
    }
}
