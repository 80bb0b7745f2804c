package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.request.Span;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Report;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Drift;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The life of hypotheses, from proposal to retirement; every call is part of its caller's transaction.
 *
 * <p>Reads: {@code hypothesis}, and backtests through their listener. Writes: {@code hypothesis}, {@code audit}, and by
 * the outbox hypotheses and history-requests. On failure: the transaction is undone; a forbidden step or a lost race is
 * a 409. A backtest that fails or does not answer leads back to `proposed`, with the reason in the audit.
 */
@Singleton
public final class HypothesisLifecycle {
    private static final String BACKTEST = "backtest";

    private final Steps steps;
    private final Backtests backtests;
    private final Approvals approvals;
    private final HypothesisStore store;
    private final LifecycleConfig config;
    private final Clock clock;

    HypothesisLifecycle(
            Steps steps,
            Backtests backtests,
            Approvals approvals,
            HypothesisStore store,
            LifecycleConfig config,
            Clock clock) {
        this.steps = steps;
        this.backtests = backtests;
        this.approvals = approvals;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    public void propose(Connection sql, Hypothesis hypothesis, String who) throws SQLException {
        steps.begin(sql, hypothesis, who);
    }

    /** Every hypothesis of a goal, whatever has become of it. */
    public List<Hypothesis> of(Connection sql, GoalId goal) throws SQLException {
        return store.of(sql, goal);
    }

    /**
     * Asks for one reading of history that scores all of them, which are of one connection.
     *
     * @param others scored too, since they were tried with them, but their results are for nobody
     * @param held the request whose history is held for it; absent where it is to be read
     */
    public RequestId backtest(
            Connection sql,
            List<HypothesisId> ids,
            List<Hypothesis> others,
            Span span,
            Bar bar,
            String who,
            Optional<RequestId> held)
            throws SQLException {
        return backtests.ask(sql, ids, others, span, bar, Review.of(who, Optional.empty(), Seen.UNSAID), held);
    }

    /** Takes the answer to the backtest that a hypothesis waits for; any other answer is out of date and passed over. */
    public void answered(Connection sql, BacktestResult result) throws SQLException {
        Optional<KeptHypothesis> waiting = store.find(sql, result.hypothesisId())
                .filter(kept -> kept.hypothesis().status() == HypothesisState.BACKTESTING)
                .filter(kept -> kept.hypothesis().version() == result.version())
                .filter(kept -> kept.request().equals(Optional.of(result.requestId())));
        if (waiting.isPresent() && result.report().isPresent()) {
            scored(sql, waiting.get(), result.report().get());
        } else if (waiting.isPresent()) {
            giveUp(sql, waiting.get(), result.failure().orElse("the backtest gave neither a report nor a reason"));
        }
    }

    /** Why the backtest of a request had no report for somebody, where it failed. */
    public Optional<String> failureOf(Connection sql, RequestId backtest) throws SQLException {
        return steps.failureOf(sql, backtest);
    }

    /** What nobody asks for: the approved go live, and backtests without an answer are given up. */
    public void carryOn(Connection sql) throws SQLException {
        approvals.goLive(sql);
        for (KeptHypothesis overdue :
                store.backtestingSince(sql, clock.instant().minus(config.backtestTimeout()))) {
            giveUp(sql, overdue, "the backtest did not answer within " + config.backtestTimeout() + "; ask again");
        }
    }

    /** A person rejects, pauses or retires. */
    KeptHypothesis move(Connection sql, HypothesisId id, HypothesisState to, Review review) throws SQLException {
        KeptHypothesis kept = steps.ready(sql, id, to, review.seen());
        Hypothesis next = to == HypothesisState.PAUSED
                ? kept.hypothesis().paused(clock.instant().truncatedTo(ChronoUnit.MICROS))
                : kept.hypothesis().in(to);
        return steps.take(sql, kept, Transition.of(next, review.who(), review.comment()));
    }

    /** Pauses one that is live, since its signals came true too seldom. */
    public void drifted(Connection sql, HypothesisId id, Drift drift, String why) throws SQLException {
        KeptHypothesis kept = steps.ready(sql, id, HypothesisState.PAUSED, Seen.UNSAID);
        Transition pause = Transition.of(kept.hypothesis().drifted(drift), "drift", Optional.of(why));
        steps.take(sql, kept, pause.restingOn(drift.requestId()));
    }

    /** What a hypothesis is judged among whenever it is tested. */
    public List<Hypothesis> triedWith(Connection sql, Hypothesis hypothesis) throws SQLException {
        return backtests.triedWith(sql, hypothesis);
    }

    private void scored(Connection sql, KeptHypothesis kept, Report report) throws SQLException {
        Hypothesis scored = kept.hypothesis().with(report).in(HypothesisState.SCORED);
        approvals.approveUnasked(sql, steps.take(sql, kept, Transition.of(scored, BACKTEST, Optional.empty())));
    }

    private void giveUp(Connection sql, KeptHypothesis kept, String reason) throws SQLException {
        Hypothesis again = kept.hypothesis().in(HypothesisState.PROPOSED);
        Transition transition = Transition.of(again, BACKTEST, Optional.of(reason));
        steps.take(sql, kept, transition.restingOn(kept.request().orElseThrow()));
    }
}
