package io.beton.hypothesis.retest;

import io.beton.hypothesis.store.Statement;
import io.beton.kit.store.Page;
import io.beton.model.Json;
import io.beton.model.id.HypothesisId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Holds every look at the signals of hypotheses, as long as these.
 *
 * <p>Reads and writes: {@code look}. On failure: throws, and the caller's transaction is undone.
 */
@Singleton
final class LookStore {

    void add(Connection sql, HypothesisId id, Look look) throws SQLException {
        new Statement(
                        "insert into hypothesis.look (hypothesis, request, document) values (?, ?, ?::jsonb)"
                                + " on conflict (hypothesis, request) do nothing",
                        id.value(),
                        look.requestId().value(),
                        Json.text(look))
                .update(sql);
    }

    List<Look.Kept> page(Connection sql, HypothesisId id, Page.Cut cut) throws SQLException {
        return new Statement(
                        "select number, document from hypothesis.look where hypothesis = ? and number > ?"
                                + " order by number limit ?",
                        id.value(),
                        cut.after(),
                        cut.read())
                .list(sql, row -> new Look.Kept(row.getLong(1), Json.read(row.getString(2), Look.class)));
    }
}
