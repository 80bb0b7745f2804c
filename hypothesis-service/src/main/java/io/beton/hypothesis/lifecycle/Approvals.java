package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.store.Outgoing;
import io.beton.model.backtest.Report;
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
import java.util.Optional;

/**
 * The way of a hypothesis into matching: approved, its past asked for, live.
 *
 * <p>Reads: {@code hypothesis}, {@code outbox}. Writes: {@code hypothesis}, {@code audit}, and by the outbox hypotheses,
 * then history-requests. On failure: the transaction is undone; who may not approve is told why by a 409 or 422.
 */
@Singleton
final class Approvals {
    private final Steps steps;
    private final HypothesisStore store;
    private final Outgoing out;
    private final Clock clock;

    Approvals(Steps steps, HypothesisStore store, Outgoing out, Clock clock) {
        this.steps = steps;
        this.store = store;
        this.out = out;
        this.clock = clock;
    }

    /** A person's approval. */
    Hypothesis approve(Connection sql, HypothesisId id, Decision decision) throws SQLException {
        KeptHypothesis kept = steps.ready(sql, id, HypothesisState.APPROVED);
        Report report = kept.hypothesis().backtest().orElseThrow();
        ApprovalPolicy.refusal(report, decision).ifPresent(problem -> {
            throw problem;
        });
        Hypothesis approved = kept.hypothesis().approvedAt(now());
        return approve(
                sql, kept, decision.backfills() ? approved.backfilled() : approved, decision.who(), decision.comment());
    }

    /** An approval by nobody. */
    Hypothesis approve(Connection sql, KeptHypothesis kept, String who, Optional<String> comment) throws SQLException {
        return approve(sql, kept, kept.hypothesis().approvedAt(now()), who, comment);
    }

    /** From now on subjects that fire are signalled; what they did before is read once for that. */
    private Hypothesis approve(
            Connection sql, KeptHypothesis kept, Hypothesis approved, String who, Optional<String> comment)
            throws SQLException {
        RequestId warmUp = HistoryAsked.freshId();
        steps.take(sql, kept, Transition.of(approved, who, comment).waitingFor(warmUp));
        out.ask(sql, HistoryAsked.warmUp(warmUp, approved));
        return approved;
    }

    /** Goes on after a pause; who fired in it is a member as at the approval, but what led up to firing later counts. */
    Hypothesis resume(Connection sql, HypothesisId id, Decision decision) throws SQLException {
        KeptHypothesis kept = steps.ready(sql, id, HypothesisState.LIVE);
        if (kept.hypothesis().status() != HypothesisState.PAUSED) {
            throw LifecycleProblems.notPaused(kept.hypothesis().status());
        }
        Hypothesis resumed = kept.hypothesis().approvedAt(now()).in(HypothesisState.LIVE);
        Hypothesis live = decision.backfills() ? resumed.backfilled() : resumed;
        steps.take(sql, kept, Transition.of(live, decision.who(), decision.comment()));
        out.ask(sql, HistoryAsked.warmUp(HistoryAsked.freshId(), live));
        return live;
    }

    /** Those of whom both approval and warm-up request are published go live. */
    void goLive(Connection sql) throws SQLException {
        for (KeptHypothesis kept : store.approvedAndPublished(sql)) {
            Hypothesis live = kept.hypothesis().in(HypothesisState.LIVE);
            steps.take(sql, kept, Transition.of(live, "approval", Optional.empty()));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
