package io.beton.hypothesis.proposal;

import io.beton.hypothesis.store.Statement;
import io.beton.model.Json;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Holds explorations.
 *
 * <p>Reads and writes: {@code exploration}; reads {@code hypothesis}. On failure: throws, and the caller's transaction is
 * undone.
 */
@Singleton
final class ExplorationStore {

    void add(Connection sql, Exploration exploration) throws SQLException {
        new Statement(
                        "insert into hypothesis.exploration (id, goal, status, request, asked_at, document)"
                                + " values (?, ?, ?, ?, ?, ?::jsonb)",
                        exploration.explorationId().value(),
                        exploration.goalId().value(),
                        exploration.status().word(),
                        exploration.explorationId().value(),
                        exploration.askedAt(),
                        Json.text(exploration))
                .update(sql);
    }

    void replace(Connection sql, Exploration exploration) throws SQLException {
        new Statement(
                        "update hypothesis.exploration set status = ?, backtest_request = ?, document = ?::jsonb"
                                + " where id = ?",
                        exploration.status().word(),
                        exploration.backtestRequestId().map(RequestId::value),
                        Json.text(exploration),
                        exploration.explorationId().value())
                .update(sql);
    }

    /** The same, and from now on it waits for the scores of another request. */
    void waitFor(Connection sql, RequestId request, Exploration exploration) throws SQLException {
        new Statement(
                        "update hypothesis.exploration set request = ? where id = ?",
                        request.value(),
                        exploration.explorationId().value())
                .update(sql);
        replace(sql, exploration);
    }

    Optional<Exploration> find(Connection sql, ExplorationId id) throws SQLException {
        return new Statement("select document from hypothesis.exploration where id = ?", id.value())
                .first(sql, ExplorationStore::exploration);
    }

    /** The exploration that waits for the scores of a request; nobody else touches it until the transaction ends. */
    Optional<Exploration> lockReading(Connection sql, RequestId request) throws SQLException {
        return new Statement(
                        "select document from hypothesis.exploration where request = ? and status = 'reading' for update",
                        request.value())
                .first(sql, ExplorationStore::exploration);
    }

    /** The one that waits longest for advice that nobody asks for yet; from now on somebody does. */
    Optional<Exploration> takeAdvising(Connection sql, Instant now) throws SQLException {
        return new Statement(
                        "update hypothesis.exploration set advisor_asked_at = ? where id = (select id from"
                                + " hypothesis.exploration where status = 'advising' and advisor_asked_at is null"
                                + " order by number limit 1 for update skip locked) returning document",
                        now)
                .first(sql, ExplorationStore::exploration);
    }

    /** Somebody else is to ask for its advice, since who did could not wait for it. */
    void giveBackAdvising(Connection sql, ExplorationId id) throws SQLException {
        new Statement(
                        "update hypothesis.exploration set advisor_asked_at = null where id = ? and status = 'advising'",
                        id.value())
                .update(sql);
    }

    Optional<Exploration> lockAdvising(Connection sql, ExplorationId id) throws SQLException {
        return new Statement(
                        "select document from hypothesis.exploration where id = ? and status = 'advising' for update",
                        id.value())
                .first(sql, ExplorationStore::exploration);
    }

    List<Exploration> advisingSince(Connection sql, Instant before) throws SQLException {
        return new Statement(
                        "select document from hypothesis.exploration where status = 'advising' and asked_at < ? for update",
                        before)
                .list(sql, ExplorationStore::exploration);
    }

    /** Those of whose finalists none waits for the backtest any more. */
    List<Exploration> backtested(Connection sql) throws SQLException {
        return new Statement("select document from hypothesis.exploration e where status = 'backtesting'"
                        + " and not exists (select 1 from hypothesis.hypothesis h where h.request = e.backtest_request"
                        + " and h.status = 'backtesting') for update")
                .list(sql, ExplorationStore::exploration);
    }

    List<Exploration> readingSince(Connection sql, Instant before) throws SQLException {
        return new Statement(
                        "select document from hypothesis.exploration where status = 'reading' and asked_at < ? for update",
                        before)
                .list(sql, ExplorationStore::exploration);
    }

    long count(Connection sql, ExplorationStatus status) throws SQLException {
        return new Statement("select count(*) from hypothesis.exploration where status = ?", status.word()).number(sql);
    }

    private static Exploration exploration(ResultSet row) throws SQLException {
        return Json.read(row.getString(1), Exploration.class);
    }
}
