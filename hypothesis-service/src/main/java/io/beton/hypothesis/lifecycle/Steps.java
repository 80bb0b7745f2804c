package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.store.Outgoing;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Takes one step of one hypothesis: row, audit entry and announcement, all or nothing.
 *
 * <p>Reads: {@code hypothesis}. Writes: {@code hypothesis}, {@code audit}, {@code outbox}. On failure: a step that its
 * state does not allow, or that somebody else was faster with, is a 409; nothing of the transaction stays.
 */
@Singleton
final class Steps {
    private final HypothesisStore store;
    private final AuditStore audit;
    private final Outgoing out;
    private final Clock clock;

    Steps(HypothesisStore store, AuditStore audit, Outgoing out, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.out = out;
        this.clock = clock;
    }

    /** A hypothesis that may go to a state; a 404 or 409 otherwise. */
    KeptHypothesis ready(Connection sql, HypothesisId id, HypothesisState to) throws SQLException {
        KeptHypothesis kept = store.find(sql, id).orElseThrow(() -> LifecycleProblems.unknown(id));
        HypothesisState from = kept.hypothesis().status();
        if (!from.mayBecome(to)) {
            throw LifecycleProblems.forbidden(from, to);
        }
        return kept;
    }

    KeptHypothesis begin(Connection sql, Hypothesis hypothesis, String who) throws SQLException {
        KeptHypothesis kept = store.add(sql, hypothesis);
        record(sql, Optional.empty(), Transition.of(hypothesis, who, Optional.empty()));
        return kept;
    }

    /** The row is changed first: it makes the next step wait, so that announcements keep the order of the steps. */
    KeptHypothesis take(Connection sql, KeptHypothesis kept, Transition transition) throws SQLException {
        HypothesisState from = kept.hypothesis().status();
        HypothesisState to = transition.next().status();
        if (!from.mayBecome(to)) {
            throw LifecycleProblems.forbidden(from, to);
        }
        KeptHypothesis next = store.replace(sql, kept, transition, clock.instant())
                .orElseThrow(() ->
                        LifecycleProblems.changedMeanwhile(kept.hypothesis().hypothesisId(), from, to));
        record(sql, Optional.of(from), transition);
        return next;
    }

    Optional<String> failureOf(Connection sql, RequestId backtest) throws SQLException {
        return audit.failureOf(sql, backtest);
    }

    private void record(Connection sql, Optional<HypothesisState> from, Transition transition) throws SQLException {
        Hypothesis next = transition.next();
        audit.add(
                sql,
                new AuditEntry(
                        next.hypothesisId(),
                        next.version(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        transition.who(),
                        from,
                        next.status(),
                        transition.restsOn(),
                        asksForBackfill(from, next),
                        transition.comment()));
        out.say(sql, next);
    }

    /** An approval by a person, or what goes on after a pause, can; what goes live by itself only follows. */
    private static boolean asksForBackfill(Optional<HypothesisState> from, Hypothesis next) {
        return next.status().matched()
                && !from.equals(Optional.of(HypothesisState.APPROVED))
                && next.backfillUntil().isPresent()
                && next.backfillUntil().equals(next.approvedAt());
    }
}
