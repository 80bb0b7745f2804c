package io.beton.hypothesis.proposal;

import io.beton.hypothesis.search.Level;
import io.beton.hypothesis.search.Search;
import io.beton.hypothesis.search.SearchLimits;
import io.beton.hypothesis.store.Statement;
import io.beton.model.Json;
import io.beton.model.backtest.SearchScores;
import io.beton.model.backtest.SearchScores.Score;
import io.beton.model.hypothesis.Bar;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds how far searches are: their levels, and the scores of these.
 *
 * <p>Reads and writes: {@code search_level}, {@code search_score}. On failure: throws, and the caller's transaction is
 * undone.
 */
@Singleton
final class SearchStore {

    void add(Connection sql, ExplorationId id, RequestId request, Level level) throws SQLException {
        new Statement(
                        "insert into hypothesis.search_level (exploration, number, request, document)"
                                + " select ?, count(*), ?, ?::jsonb from hypothesis.search_level where exploration = ?",
                        id.value(),
                        request.value(),
                        Json.text(level),
                        id.value())
                .update(sql);
    }

    /** Whether all scores of the request are there by now. Runs that come again change nothing. */
    boolean keep(Connection sql, SearchScores run) throws SQLException {
        new Statement(
                        "insert into hypothesis.search_score (request, first, length, document) values (?, ?, ?, ?::jsonb)"
                                + " on conflict do nothing",
                        run.requestId().value(),
                        run.from(),
                        run.scores().size(),
                        Json.text(run))
                .update(sql);
        return new Statement(
                                "select coalesce(sum(length), 0) from hypothesis.search_score where request = ?",
                                run.requestId().value())
                        .number(sql)
                >= run.total();
    }

    /** As far as it has come; every level must have all its scores. */
    Search search(Connection sql, ExplorationId id, SearchLimits limits, Bar bar) throws SQLException {
        return new Search(limits, bar, levels(sql, id));
    }

    Level first(Connection sql, ExplorationId id) throws SQLException {
        return new Statement(
                        "select document from hypothesis.search_level where exploration = ? and number = 0", id.value())
                .first(sql, row -> Json.read(row.getString(1), Level.class))
                .orElseThrow();
    }

    void drop(Connection sql, ExplorationId id) throws SQLException {
        new Statement("delete from hypothesis.search_level where exploration = ?", id.value()).update(sql);
    }

    private List<Search.Done> levels(Connection sql, ExplorationId id) throws SQLException {
        List<Asked> asked = new Statement(
                        "select request, document from hypothesis.search_level where exploration = ? order by number",
                        id.value())
                .list(sql, row -> new Asked(row.getString(1), Json.read(row.getString(2), Level.class)));
        List<Search.Done> done = new ArrayList<>();
        for (Asked level : asked) {
            List<Score> scores = new Statement(
                            "select document from hypothesis.search_score where request = ? order by first",
                            level.request)
                    .list(sql, row -> Json.read(row.getString(1), SearchScores.class)).stream()
                            .flatMap(run -> run.scores().stream())
                            .toList();
            done.add(new Search.Done(level.level, scores));
        }
        return done;
    }

    private record Asked(String request, Level level) {}
}
