package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.store.Outgoing;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks for backtests of hypotheses.
 *
 * <p>Reads: {@code hypothesis}, {@code version}. Writes: {@code hypothesis}, {@code audit}, and by the outbox hypotheses
 * and history-requests. On failure: the transaction is undone; what may not be tested now is a 409.
 */
@Singleton
final class Backtests {
    private final Steps steps;
    private final VersionStore versions;
    private final Outgoing out;

    Backtests(Steps steps, VersionStore versions, Outgoing out) {
        this.steps = steps;
        this.versions = versions;
        this.out = out;
    }

    /** Tests one again, among all that it was tried with, however often it is tested. */
    RequestId again(Connection sql, HypothesisId id, Span span, Bar bar, Review review) throws SQLException {
        KeptHypothesis kept = steps.ready(sql, id, HypothesisState.BACKTESTING, review.seen());
        return ask(sql, List.of(id), versions.triedWith(sql, kept.hypothesis()), span, bar, review, Optional.empty());
    }

    List<Hypothesis> triedWith(Connection sql, Hypothesis hypothesis) throws SQLException {
        return versions.triedWith(sql, hypothesis);
    }

    /**
     * Asks for one reading of history; the results of the others are for nobody.
     *
     * @param held the request whose history is held for it; absent where it is to be read
     */
    RequestId ask(
            Connection sql,
            List<HypothesisId> ids,
            List<Hypothesis> others,
            Span span,
            Bar bar,
            Review review,
            Optional<RequestId> held)
            throws SQLException {
        RequestId request = HistoryAsked.freshId();
        List<Hypothesis> tested = new ArrayList<>();
        for (HypothesisId id : ids) {
            KeptHypothesis kept = steps.ready(sql, id, HypothesisState.BACKTESTING, review.seen());
            Hypothesis next = Restated.looked(kept.hypothesis(), span).in(HypothesisState.BACKTESTING);
            Transition transition = Transition.of(next, review.who(), review.comment());
            steps.take(sql, kept, transition.waitingFor(request).restingOn(request));
            tested.add(next);
        }
        tested.addAll(others);
        HistoryRequest asked = HistoryAsked.of(request, Purpose.BACKTEST, span, tested, bar);
        out.ask(sql, held.map(asked::onHistoryOf).orElse(asked));
        return request;
    }
}
