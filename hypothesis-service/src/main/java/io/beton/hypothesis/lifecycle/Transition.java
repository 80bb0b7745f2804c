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
 */
record Transition(
        Hypothesis next,
        Optional<RequestId> waitsFor,
        Optional<RequestId> restsOn,
        String who,
        Optional<String> comment) {

    static Transition of(Hypothesis next, String who, Optional<String> comment) {
        return new Transition(next, Optional.empty(), next.backtest().map(report -> report.requestId()), who, comment);
    }

    Transition waitingFor(RequestId request) {
        return new Transition(next, Optional.of(request), restsOn, who, comment);
    }

    Transition restingOn(RequestId request) {
        return new Transition(next, waitsFor, Optional.of(request), who, comment);
    }
}
