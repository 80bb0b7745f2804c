package io.beton.hypothesis.proposal;

import io.beton.hypothesis.store.Statement;
import io.beton.model.Json;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Holds explorations, and the results of those that still wait for more.
 *
 * <p>Reads and writes: {@code exploration}, {@code result}; reads {@code hypothesis}. On failure: throws, and the
 * caller's transaction is undone.
 */
@Singleton
final class ExplorationStore {

    void add(Connection sql, Exploration exploration, HistoryRequest asked) throws SQLException {
        new Statement(
                        "insert into hypothesis.exploration (id, goal, status, request, asked_at, document, asked)"
                                + " values (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)",
                        exploration.explorationId().value(),
                        exploration.goalId().value(),
                        exploration.status().word(),
                        exploration.requestId().value(),
                        exploration.askedAt(),
                        Json.text(exploration),
                        Json.text(asked))
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

    Optional<Exploration> find(Connection sql, ExplorationId id) throws SQLException {
        return new Statement("select document from hypothesis.exploration where id = ?", id.value())
                .first(sql, ExplorationStore::exploration);
    }

    /** The exploration that waits for results of a request; nobody else touches it until the transaction ends. */
    Optional<Exploration> lockReading(Connection sql, RequestId request) throws SQLException {
        return new Statement(
                        "select document from hypothesis.exploration where request = ? and status = 'reading' for update",
                        request.value())
                .first(sql, ExplorationStore::exploration);
    }

    HistoryRequest asked(Connection sql, ExplorationId id) throws SQLException {
        return new Statement("select asked from hypothesis.exploration where id = ?", id.value())
                .first(sql, row -> Json.read(row.getString(1), HistoryRequest.class))
                .orElseThrow();
    }

    /** Returns how many different results there are by now. */
    long keep(Connection sql, RequestId request, List<BacktestResult> results) throws SQLException {
        for (BacktestResult result : results) {
            new Statement(
                            "insert into hypothesis.result (request, position, document) values (?, ?, ?::jsonb)"
                                    + " on conflict do nothing",
                            request.value(),
                            result.position(),
                            Json.text(result))
                    .update(sql);
        }
        return new Statement("select count(*) from hypothesis.result where request = ?", request.value()).number(sql);
    }

    List<BacktestResult> results(Connection sql, RequestId request) throws SQLException {
        return new Statement(
                        "select document from hypothesis.result where request = ? order by position", request.value())
                .list(sql, row -> Json.read(row.getString(1), BacktestResult.class));
    }

    void dropResults(Connection sql, RequestId request) throws SQLException {
        new Statement("delete from hypothesis.result where request = ?", request.value()).update(sql);
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
