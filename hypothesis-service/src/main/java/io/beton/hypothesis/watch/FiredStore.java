package io.beton.hypothesis.watch;

import io.beton.hypothesis.store.Statement;
import io.beton.model.backtest.FiredSignal;
import io.beton.model.backtest.Watch;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.SubjectId;
import io.beton.model.signal.Signal;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Holds whom signals were about and when they fired, nothing else of them.
 *
 * <p>Reads and writes: {@code fired}; reads {@code hypothesis}. On failure: throws, and the caller's transaction is
 * undone.
 */
@Singleton
public final class FiredStore {

    /** Keeps a signal, however often it comes; none of a hypothesis that is not here, or not any more. */
    void keep(Connection sql, Signal signal) throws SQLException {
        new Statement(
                        "insert into hypothesis.fired (signal, hypothesis, version, subject, fired_at)"
                                + " select ?::text, h.id, ?::int, ?::text, ?::timestamptz from hypothesis.hypothesis h"
                                + " where h.id = ? and h.status <> 'retired' on conflict (signal) do nothing",
                        signal.signalId().value(),
                        signal.hypothesisVersion(),
                        signal.subject().id().value(),
                        signal.firedAt(),
                        signal.hypothesisId().value())
                .update(sql);
    }

    /**
     * The signals that a watch can hold, in its order.
     *
     * @param sure up to when their horizon is over wherever in its observation a signal fired
     * @param until up to when it may be
     */
    public List<FiredSignal> mature(Connection sql, Hypothesis of, Instant from, Instant sure, Instant until)
            throws SQLException {
        return new Statement(
                        "select subject, fired_at from hypothesis.fired where hypothesis = ? and version = ?"
                                + " and fired_at >= ? and fired_at <= ?"
                                + " order by fired_at > ?, fired_at desc, signal limit ?",
                        of.hypothesisId().value(),
                        of.version(),
                        from,
                        until,
                        sure,
                        Watch.MOST)
                .list(
                        sql,
                        row -> new FiredSignal(
                                new SubjectId(row.getString(1)),
                                row.getTimestamp(2).toInstant()));
    }

    /**
     * Forgets what no re-test will look at: of an earlier version, of what was retired, or older than re-tests read.
     *
     * @param windowDays how far back they read at least; as far as a report, where that looked further
     */
    public void forget(Connection sql, Instant now, int windowDays) throws SQLException {
        new Statement(
                        "delete from hypothesis.fired f using hypothesis.hypothesis h where h.id = f.hypothesis"
                                + " and (h.status = 'retired' or f.version < (h.document ->> 'version')::int"
                                + " or f.fired_at < ?::timestamptz - make_interval(days =>"
                                + " greatest(?::int, (h.document -> 'backtest' ->> 'window_days')::int)))",
                        now,
                        windowDays)
                .update(sql);
    }
}
