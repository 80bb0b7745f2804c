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
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Takes one step of one hypothesis: row, audit entry and announcement, all or nothing.
 *
 * <p>Reads: {@code hypothesis}. Writes: {@code hypothesis}, {@code audit}, {@code report}, {@code outbox}. On failure: a
 * step that its state does not allow, or that somebody else was faster with, is a 409, and one that means what is no
 * longer so a 409 or 412; nothing of the transaction stays.
 */
@Singleton
final class Steps {
    private final HypothesisStore store;
    private final ReportStore reports;
    private final AuditStore audit;
    private final Outgoing out;
    private final Clock clock;

    Steps(HypothesisStore store, ReportStore reports, AuditStore audit, Outgoing out, Clock clock) {
        this.store = store;
        this.reports = reports;
        this.audit = audit;
        this.out = out;
        this.clock = clock;
    }

    KeptHypothesis find(Connection sql, HypothesisId id) throws SQLException {
        return store.find(sql, id).orElseThrow(() -> LifecycleProblems.unknown(id));
    }

    /**
     * A hypothesis that may go to a state and is as it was seen; a 404, 409 or 412 otherwise. The state is looked at
     * first: a condition of a request that would be refused anyhow is not evaluated (RFC 9110).
     */
    KeptHypothesis ready(Connection sql, HypothesisId id, HypothesisState to, Seen seen) throws SQLException {
        KeptHypothesis kept = find(sql, id);
        HypothesisState from = kept.hypothesis().status();
        if (!from.mayBecome(to)) {
            throw LifecycleProblems.forbidden(from, to);
        }
        seen.check(kept);
        return kept;
    }

    KeptHypothesis begin(Connection sql, Hypothesis hypothesis, String who) throws SQLException {
        KeptHypothesis kept = store.add(sql, hypothesis);
        record(sql, Optional.empty(), Transition.of(hypothesis, who, Optional.empty()));
        return kept;
    }

    KeptHypothesis take(Connection sql, KeptHypothesis kept, Transition transition) throws SQLException {
        HypothesisState from = kept.hypothesis().status();
        HypothesisState to = transition.next().status();
        if (!from.mayBecome(to)) {
            throw LifecycleProblems.forbidden(from, to);
        }
        return replace(sql, kept, transition);
    }

    /**
     * Takes a step whatever the state. The row is changed first: it makes the next step wait, so that announcements keep
     * the order of the steps.
     */
    KeptHypothesis replace(Connection sql, KeptHypothesis kept, Transition transition) throws SQLException {
        HypothesisState from = kept.hypothesis().status();
        KeptHypothesis next = store.replace(sql, kept, transition, clock.instant())
                .orElseThrow(() -> LifecycleProblems.changedMeanwhile(
                        kept.hypothesis().hypothesisId(),
                        from,
                        transition.next().status()));
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
                        hash(sql, transition),
                        asksForBackfill(from, next),
                        transition.change(),
                        transition.comment()));
        out.say(sql, next);
    }

    /** Of the report that a step rests on; a step that asks for one, or gives it up, rests on none. */
    private Optional<ReportHash> hash(Connection sql, Transition transition) throws SQLException {
        if (transition.restsOn().isEmpty()) {
            return Optional.empty();
        }
        HypothesisId id = transition.next().hypothesisId();
        RequestId request = transition.restsOn().get();
        Optional<Report> last = transition.next().backtest();
        if (last.isPresent() && last.get().requestId().equals(request)) {
            reports.keep(sql, id, last.get());
        }
        return reports.hash(sql, id, request);
    }

    /** An approval by a person, or what goes on after a pause, can; what goes live by itself only follows. */
    private static boolean asksForBackfill(Optional<HypothesisState> from, Hypothesis next) {
        return next.status().matched()
                && !from.equals(Optional.of(HypothesisState.APPROVED))
                && !from.equals(Optional.of(next.status()))
                && next.backfillUntil().isPresent()
                && next.backfillUntil().equals(next.approvedAt());
    }
}
