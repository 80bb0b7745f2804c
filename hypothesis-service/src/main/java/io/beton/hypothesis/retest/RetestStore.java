package io.beton.hypothesis.retest;

import io.beton.hypothesis.store.Statement;
import io.beton.model.Json;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Holds when hypotheses are due to be tested again, and which request for that has no answer yet.
 *
 * <p>Reads and writes: {@code retest}; reads {@code hypothesis}. On failure: throws, and the caller's transaction is
 * undone.
 */
@Singleton
final class RetestStore {
    private static final String SELECT = "select h.document, r.watched_from, r.due_at from hypothesis.retest r"
            + " join hypothesis.hypothesis h on h.id = r.hypothesis";

    /** The live ones whose present version has no schedule yet. */
    List<Hypothesis> unscheduled(Connection sql) throws SQLException {
        return new Statement("select h.document from hypothesis.hypothesis h where h.status = 'live'"
                        + " and not exists (select 1 from hypothesis.retest r"
                        + " where r.hypothesis = h.id and r.version = (h.document ->> 'version')::int)")
                .list(sql, row -> Json.read(row.getString(1), Hypothesis.class));
    }

    void schedule(Connection sql, Hypothesis hypothesis, Instant watchedFrom, Instant due) throws SQLException {
        new Statement(
                        "insert into hypothesis.retest (hypothesis, version, watched_from, due_at) values (?, ?, ?, ?)"
                                + " on conflict (hypothesis) do update set version = excluded.version,"
                                + " watched_from = excluded.watched_from, due_at = excluded.due_at,"
                                + " request = null, asked_at = null",
                        hypothesis.hypothesisId().value(),
                        hypothesis.version(),
                        watchedFrom,
                        due)
                .update(sql);
    }

    /** The live ones that are due and not asked for. */
    List<Retest> due(Connection sql, Instant now) throws SQLException {
        return new Statement(
                        SELECT + " where h.status = 'live' and r.due_at <= ? and r.request is null order by h.number",
                        now)
                .list(sql, RetestStore::read);
    }

    void asked(Connection sql, HypothesisId id, RequestId request, Instant now, Instant nextDue) throws SQLException {
        new Statement(
                        "update hypothesis.retest set request = ?, asked_at = ?, due_at = ? where hypothesis = ?",
                        request.value(),
                        now,
                        nextDue,
                        id.value())
                .update(sql);
    }

    /** Who waits for a result; nobody where it is out of date. */
    Optional<Retest> waiting(Connection sql, BacktestResult result) throws SQLException {
        return new Statement(
                        SELECT + " where r.hypothesis = ? and r.version = ? and r.request = ?"
                                + " and (h.document ->> 'version')::int = r.version",
                        result.hypothesisId().value(),
                        result.version(),
                        result.requestId().value())
                .first(sql, RetestStore::read);
    }

    /** Those asked for before an instant that still have no answer. */
    List<Retest> unansweredSince(Connection sql, Instant before) throws SQLException {
        return new Statement(SELECT + " where r.request is not null and r.asked_at < ? order by h.number", before)
                .list(sql, RetestStore::read);
    }

    void answered(Connection sql, HypothesisId id) throws SQLException {
        new Statement("update hypothesis.retest set request = null, asked_at = null where hypothesis = ?", id.value())
                .update(sql);
    }

    void dueAgain(Connection sql, HypothesisId id, Instant due) throws SQLException {
        new Statement(
                        "update hypothesis.retest set due_at = least(due_at, ?::timestamptz) where hypothesis = ?",
                        due,
                        id.value())
                .update(sql);
    }

    /** From now on only what is fired later is looked at. */
    void watchFrom(Connection sql, HypothesisId id, Instant from) throws SQLException {
        new Statement("update hypothesis.retest set watched_from = ? where hypothesis = ?", from, id.value())
                .update(sql);
    }

    private static Retest read(ResultSet row) throws SQLException {
        return new Retest(
                Json.read(row.getString(1), Hypothesis.class),
                row.getTimestamp(2).toInstant(),
                row.getTimestamp(3).toInstant());
    }
}
