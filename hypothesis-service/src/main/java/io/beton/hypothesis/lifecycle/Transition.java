package io.beton.hypothesis.lifecycle;

import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.RequestId;
import java.util.Optional;

/**
 * One step in the life of a hypothesis.
 *
 * @param next the hypothesis in its new state
 * @param waitsFor the history request that the new state waits for
 * @param restsOn the request whose report, or failure, is the ground for the step
 * @param change what an edit changed
 */
record Transition(
        Hypothesis next,
        Optional<RequestId> waitsFor,
        Optional<RequestId> restsOn,
        String who,
        Optional<String> comment,
        Optional<String> change) {

    static Transition of(Hypothesis next, String who, Optional<String> comment) {
        return new Transition(
                next,
                Optional.empty(),
                next.backtest().map(report -> report.requestId()),
                who,
                comment,
                Optional.empty());
    }

    /** An edit rests on no report; what its state waits for goes on. */
    static Transition ofEdit(Hypothesis next, Optional<RequestId> waitsFor, String change, Review review) {
        return new Transition(next, waitsFor, Optional.empty(), review.who(), review.comment(), Optional.of(change));
    }

    Transition waitingFor(RequestId request) {
        return new Transition(next, Optional.of(request), restsOn, who, comment, change);
    }

    Transition restingOn(RequestId request) {
        return new Transition(next, waitsFor, Optional.of(request), who, comment, change);
    }
}
