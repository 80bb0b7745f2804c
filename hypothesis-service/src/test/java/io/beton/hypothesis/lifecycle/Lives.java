package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.Numbers;
import io.beton.hypothesis.Rest;
import io.beton.hypothesis.request.Span;
import io.beton.kit.store.Database;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Brings hypotheses into any state at once, as if they had lived until there. */
@Singleton
public final class Lives {
    private static final String NOBODY = "test";

    private final HypothesisStore store;
    private final Steps steps;
    private final Database database;

    Lives(HypothesisStore store, Steps steps, Database database) {
        this.store = store;
        this.steps = steps;
        this.database = database;
    }

    /** One whose report, where it has one, is passed and of a moment ago. */
    String in(HypothesisState state, ConnectionId connection, String goal) {
        String id = Rest.hypothesis(connection, goal);
        become(id, state, Verdict.PASSED, Duration.ZERO);
        return id;
    }

    /** Gives one that was proposed a report of some age, as far as its state has one. */
    void become(String id, HypothesisState state, Verdict verdict, Duration age) {
        database.transaction(sql -> {
            KeptHypothesis kept = steps.find(sql, new HypothesisId(id));
            Hypothesis next = in(state, tested(kept.hypothesis(), verdict, age));
            return replace(sql, kept, state == HypothesisState.PROPOSED ? kept.hypothesis() : next);
        });
    }

    /** One that a search found, of which so many were tried. */
    void found(String id, int tried) {
        database.transaction(sql -> {
            KeptHypothesis kept = steps.find(sql, new HypothesisId(id));
            Hypothesis old = kept.hypothesis();
            return replace(
                    sql,
                    kept,
                    new Hypothesis(
                            old.hypothesisId(),
                            old.version(),
                            old.connectionId(),
                            old.goalId(),
                            old.type(),
                            old.hypothesis(),
                            old.subject(),
                            old.condition(),
                            old.design(),
                            old.outcome(),
                            old.status(),
                            true,
                            tried,
                            old.approvedAt(),
                            old.backfillUntil(),
                            old.liveBefore(),
                            old.backtest()));
        });
    }

    private KeptHypothesis replace(Connection sql, KeptHypothesis kept, Hypothesis next) throws SQLException {
        Transition transition = Transition.of(next, NOBODY, Optional.empty());
        boolean waits = next.status() == HypothesisState.BACKTESTING || next.status() == HypothesisState.APPROVED;
        return store.replace(
                        sql, kept, waits ? transition.waitingFor(HistoryAsked.freshId()) : transition, Instant.now())
                .orElseThrow();
    }

    private static Hypothesis tested(Hypothesis hypothesis, Verdict verdict, Duration age) {
        Span span = new Span(Instant.now().minus(age).truncatedTo(ChronoUnit.MICROS), 90);
        HistoryRequest request =
                HistoryAsked.of(HistoryAsked.freshId(), Purpose.BACKTEST, span, List.of(hypothesis), Bar.DEFAULT);
        return hypothesis.with(Numbers.report(request, request.candidates().get(0), Numbers.of(60, 150, 3), verdict));
    }

    private static Hypothesis in(HypothesisState state, Hypothesis tested) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Hypothesis approved = tested.approvedAt(now.minusSeconds(1));
        return switch (state) {
            case PROPOSED, BACKTESTING, SCORED, REJECTED -> tested.in(state);
            case APPROVED -> approved;
            case LIVE, RETIRED -> approved.in(state);
            case PAUSED -> approved.in(HypothesisState.LIVE).paused(now);
        };
    }
}
