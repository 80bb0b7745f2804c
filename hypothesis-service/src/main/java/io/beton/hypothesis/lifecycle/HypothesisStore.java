package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.store.Statement;
import io.beton.kit.store.Page;
import io.beton.model.Json;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.GoalId;
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
 * Holds hypotheses.
 *
 * <p>Reads and writes: {@code hypothesis}; reads {@code outbox}. On failure: throws, and the caller's transaction is
 * undone.
 */
@Singleton
final class HypothesisStore {
    private static final String SELECT = "select number, revision, request, document from hypothesis.hypothesis h";

    KeptHypothesis add(Connection sql, Hypothesis hypothesis) throws SQLException {
        new Statement(
                        "insert into hypothesis.hypothesis (id, goal, status, revision, document)"
                                + " values (?, ?, ?, 1, ?::jsonb)",
                        hypothesis.hypothesisId().value(),
                        hypothesis.goalId().value(),
                        StateName.of(hypothesis.status()),
                        Json.text(hypothesis))
                .update(sql);
        return find(sql, hypothesis.hypothesisId()).orElseThrow();
    }

    /** The row after the transition; nothing where somebody else changed it since it was read. */
    Optional<KeptHypothesis> replace(Connection sql, KeptHypothesis old, Transition transition, Instant now)
            throws SQLException {
        Hypothesis next = transition.next();
        Optional<String> request = transition.waitsFor().map(RequestId::value);
        int changed = new Statement(
                        "update hypothesis.hypothesis set status = ?, request = ?,"
                                + " requested_at = case when request = ? then requested_at else ?::timestamptz end,"
                                + " document = ?::jsonb, revision = revision + 1 where id = ? and revision = ?",
                        StateName.of(next.status()),
                        request,
                        request,
                        request.map(asked -> now),
                        Json.text(next),
                        next.hypothesisId().value(),
                        old.revision())
                .update(sql);
        return changed == 0 ? Optional.empty() : find(sql, next.hypothesisId());
    }

    Optional<KeptHypothesis> find(Connection sql, HypothesisId id) throws SQLException {
        return new Statement(SELECT + " where id = ?", id.value()).first(sql, HypothesisStore::read);
    }

    /** The same, which nobody changes until the transaction ends. */
    List<KeptHypothesis> locked(Connection sql, HypothesisId id) throws SQLException {
        return new Statement(SELECT + " where id = ? for update", id.value()).list(sql, HypothesisStore::read);
    }

    List<Hypothesis> all(Connection sql) throws SQLException {
        return hypotheses(new Statement(SELECT + " order by number").list(sql, HypothesisStore::read));
    }

    List<Hypothesis> in(Connection sql, HypothesisState state) throws SQLException {
        return hypotheses(new Statement(SELECT + " where status = ? order by number", StateName.of(state))
                .list(sql, HypothesisStore::read));
    }

    List<KeptHypothesis> page(Connection sql, Optional<HypothesisState> status, Optional<GoalId> goal, Page.Cut cut)
            throws SQLException {
        Optional<String> state = status.map(StateName::of);
        Optional<String> goalId = goal.map(GoalId::value);
        return new Statement(
                        SELECT + " where number > ? and (?::text is null or status = ?)"
                                + " and (?::text is null or goal = ?) order by number limit ?",
                        cut.after(),
                        state,
                        state,
                        goalId,
                        goalId,
                        cut.read())
                .list(sql, HypothesisStore::read);
    }

    List<Hypothesis> of(Connection sql, GoalId goal) throws SQLException {
        return hypotheses(new Statement(SELECT + " where goal = ? order by number", goal.value())
                .list(sql, HypothesisStore::read));
    }

    private static List<Hypothesis> hypotheses(List<KeptHypothesis> kept) {
        return kept.stream().map(KeptHypothesis::hypothesis).toList();
    }

    /** Those whose backtest was asked for before an instant and that still have no answer. */
    List<KeptHypothesis> backtestingSince(Connection sql, Instant before) throws SQLException {
        return new Statement(SELECT + " where status = 'backtesting' and requested_at < ?", before)
                .list(sql, HypothesisStore::read);
    }

    /** Those that are matched and whose past nobody asked for again since an instant. */
    List<Hypothesis> liveNotAskedAgainSince(Connection sql, Instant before) throws SQLException {
        return hypotheses(new Statement(
                        SELECT + " where status = 'live' and (warm_asked_at is null or warm_asked_at < ?)"
                                + " order by number",
                        before)
                .list(sql, HypothesisStore::read));
    }

    /** Notes that its past is asked for again; false where somebody has noted that since an instant. */
    boolean noteAskedAgain(Connection sql, HypothesisId id, Instant before, Instant now) throws SQLException {
        return new Statement(
                                "update hypothesis.hypothesis set warm_asked_at = ?"
                                        + " where id = ? and (warm_asked_at is null or warm_asked_at < ?)",
                                now,
                                id.value(),
                                before)
                        .update(sql)
                > 0;
    }

    /** Those approved of which everything that was to be said has been published. */
    List<KeptHypothesis> approvedAndPublished(Connection sql) throws SQLException {
        return new Statement(SELECT + " where status = 'approved'"
                        + " and not exists (select 1 from hypothesis.outbox o where o.key in (h.id, h.request))")
                .list(sql, HypothesisStore::read);
    }

    long count(Connection sql, HypothesisState state) throws SQLException {
        return new Statement("select count(*) from hypothesis.hypothesis where status = ?", StateName.of(state))
                .number(sql);
    }

    private static KeptHypothesis read(ResultSet row) throws SQLException {
        return new KeptHypothesis(
                row.getLong(1),
                row.getLong(2),
                Optional.ofNullable(row.getString(3)).map(RequestId::new),
                Json.read(row.getString(4), Hypothesis.class));
    }
}
