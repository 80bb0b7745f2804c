package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.store.FreshId;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.RequestId;
import java.util.List;

/** The history requests that hypotheses lead to. */
final class HistoryAsked {
    private HistoryAsked() {}

    static RequestId freshId() {
        return new RequestId(FreshId.of("req"));
    }

    static HistoryRequest of(RequestId id, Purpose purpose, Span span, List<Hypothesis> hypotheses, Bar bar) {
        return new HistoryRequest(
                id,
                hypotheses.get(0).connectionId(),
                purpose,
                span.asOf(),
                span.windowDays(),
                hypotheses.stream()
                        .map(hypothesis -> new Candidate(
                                hypothesis.hypothesisId(),
                                hypothesis.version(),
                                hypothesis.claim(),
                                bar,
                                hypothesis.searched(),
                                hypothesis.tried()))
                        .toList());
    }

    /** What subjects did before a hypothesis goes live, as far back as its report looked. */
    static HistoryRequest warmUp(RequestId id, Hypothesis hypothesis) {
        Span span = new Span(
                hypothesis.approvedAt().orElseThrow(),
                hypothesis.backtest().orElseThrow().windowDays());
        return of(id, Purpose.WARM_UP, span, List.of(hypothesis), Bar.DEFAULT);
    }
}
