package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.store.Outgoing;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
    private final HypothesisStore store;
    private final Outgoing out;
    private final LifecycleConfig config;
    private final Clock clock;

    HypothesisLifecycle(Steps steps, HypothesisStore store, Outgoing out, LifecycleConfig config, Clock clock) {
        this.steps = steps;
        this.store = store;
        this.out = out;
        this.config = config;
        this.clock = clock;
    }

    public void propose(Connection sql, Hypothesis hypothesis, String who) throws SQLException {
        steps.begin(sql, hypothesis, who);
    }

    /** Asks for one reading of history that scores all of them, which are of one connection. */
    public RequestId backtest(Connection sql, List<HypothesisId> ids, Span span, Bar bar, String who)
            throws SQLException {
        RequestId request = HistoryAsked.freshId();
        List<Hypothesis> tested = new ArrayList<>();
        for (HypothesisId id : ids) {
            KeptHypothesis kept = steps.ready(sql, id, HypothesisState.BACKTESTING);
            Hypothesis next = kept.hypothesis().in(HypothesisState.BACKTESTING);
            tested.add(next);
            steps.take(
                    sql,
                    kept,
                    Transition.of(next, who, Optional.empty())
                            .waitingFor(request)
                            .restingOn(request));
        }
        out.ask(sql, HistoryAsked.of(request, Purpose.BACKTEST, span, tested, bar));
        return request;
    }

    /** Takes the answer to the backtest that a hypothesis waits for; any other answer is out of date and passed over. */
    public void answered(Connection sql, BacktestResult result) throws SQLException {
        Optional<KeptHypothesis> waiting = store.find(sql, result.hypothesisId())
                .filter(kept -> kept.hypothesis().status() == HypothesisState.BACKTESTING)
                .filter(kept -> kept.hypothesis().version() == result.version())
                .filter(kept ->
                        kept.request().filter(result.requestId()::equals).isPresent());
        if (waiting.isEmpty()) {
            return;
        }
        if (result.report().isEmpty()) {
            giveUp(sql, waiting.get(), result.failure().orElse("the backtest gave neither a report nor a reason"));
            return;
        }
        Report report = result.report().get();
        Hypothesis scored = waiting.get().hypothesis().with(report).in(HypothesisState.SCORED);
        KeptHypothesis kept = steps.take(sql, waiting.get(), Transition.of(scored, BACKTEST, Optional.empty()));
        if (config.autoApprovePassed() && report.verdict() == Verdict.PASSED) {
            approve(sql, kept, "auto-approval", Optional.of("passed its backtest"));
        }
    }

    /** Why the backtest of a request had no report for somebody, where it failed. */
    public Optional<String> failureOf(Connection sql, RequestId backtest) throws SQLException {
        return steps.failureOf(sql, backtest);
    }

    /** From now on subjects that fire are signalled; what they did before is read again for that. */
    Hypothesis approve(Connection sql, HypothesisId id, Decision decision) throws SQLException {
        KeptHypothesis kept = steps.ready(sql, id, HypothesisState.APPROVED);
        Optional<Report> report = kept.hypothesis().backtest();
        report.flatMap(judged -> ApprovalPolicy.refusal(judged, decision)).ifPresent(problem -> {
            throw problem;
        });
        return approve(sql, kept, decision.who(), decision.comment());
    }

    /** Rejects, pauses or retires. */
    Hypothesis move(Connection sql, HypothesisId id, HypothesisState to, Decision decision) throws SQLException {
        KeptHypothesis kept = steps.ready(sql, id, to);
        Hypothesis next = kept.hypothesis().in(to);
        return steps.take(sql, kept, Transition.of(next, decision.who(), decision.comment()))
                .hypothesis();
    }

    /** Goes on after a pause; who fired in the pause is not signalled, but what led up to it counts. */
    Hypothesis resume(Connection sql, HypothesisId id, Decision decision) throws SQLException {
        KeptHypothesis kept = steps.ready(sql, id, HypothesisState.LIVE);
        if (kept.hypothesis().status() != HypothesisState.PAUSED) {
            throw LifecycleProblems.notPaused(kept.hypothesis().status());
        }
        Instant now = now();
        Hypothesis next = kept.hypothesis().approvedAt(now).in(HypothesisState.LIVE);
        steps.take(sql, kept, Transition.of(next, decision.who(), decision.comment()));
        out.ask(sql, HistoryAsked.warmUp(HistoryAsked.freshId(), next, now));
        return next;
    }

    /** The approved whose approval and warm-up request are out go live. */
    public int goLive(Connection sql) throws SQLException {
        List<KeptHypothesis> published = store.approvedAndPublished(sql);
        for (KeptHypothesis kept : published) {
            Hypothesis live = kept.hypothesis().in(HypothesisState.LIVE);
            steps.take(sql, kept, Transition.of(live, "approval", Optional.empty()));
        }
        return published.size();
    }

    /** Backtests that have not answered in time are given up. */
    public int giveUpOverdue(Connection sql) throws SQLException {
        List<KeptHypothesis> overdue =
                store.backtestingSince(sql, clock.instant().minus(config.backtestTimeout()));
        for (KeptHypothesis kept : overdue) {
            giveUp(sql, kept, "the backtest did not answer within " + config.backtestTimeout() + "; ask again");
        }
        return overdue.size();
    }

    private void giveUp(Connection sql, KeptHypothesis kept, String reason) throws SQLException {
        Hypothesis again = kept.hypothesis().in(HypothesisState.PROPOSED);
        steps.take(
                sql,
                kept,
                Transition.of(again, BACKTEST, Optional.of(reason))
                        .restingOn(kept.request().orElseThrow()));
    }

    private Hypothesis approve(Connection sql, KeptHypothesis kept, String who, Optional<String> comment)
            throws SQLException {
        Instant now = now();
        RequestId warmUp = HistoryAsked.freshId();
        Hypothesis approved = kept.hypothesis().approvedAt(now);
        steps.take(sql, kept, Transition.of(approved, who, comment).waitingFor(warmUp));
        out.ask(sql, HistoryAsked.warmUp(warmUp, approved, now));
        return approved;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
