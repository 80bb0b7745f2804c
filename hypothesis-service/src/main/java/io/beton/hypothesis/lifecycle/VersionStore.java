package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.store.Statement;
import io.beton.model.Json;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.HypothesisId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the versions of hypotheses that an edit ended, as they stood then; they are never changed.
 *
 * <p>Reads and writes: {@code version}; reads {@code hypothesis} and {@code audit}. On failure: throws, and the edit is
 * undone with it.
 */
@Singleton
final class VersionStore {

    void keep(Connection sql, Hypothesis ended, Instant now) throws SQLException {
        new Statement(
                        "insert into hypothesis.version (hypothesis, version, ended_at, document)"
                                + " values (?, ?, ?, ?::jsonb)",
                        ended.hypothesisId().value(),
                        ended.version(),
                        now,
                        Json.text(ended))
                .update(sql);
    }

    /** The versions before the present one, the first one first. */
    List<Hypothesis> before(Connection sql, HypothesisId id) throws SQLException {
        return new Statement(
                        "select document from hypothesis.version where hypothesis = ? order by version", id.value())
                .list(sql, VersionStore::read);
    }

    /**
     * What a hypothesis is judged among: what the search that found it found with it, and its own earlier versions that
     * were tested, since whoever edits has seen their numbers.
     */
    List<Hypothesis> triedWith(Connection sql, Hypothesis hypothesis) throws SQLException {
        List<Hypothesis> others = new ArrayList<>();
        if (hypothesis.searched()) {
            others.addAll(foundWith(sql, hypothesis.hypothesisId()));
        }
        before(sql, hypothesis.hypothesisId()).stream()
                .filter(version -> version.backtest().isPresent())
                .filter(version -> others.stream().noneMatch(other -> sameVersion(other, version)))
                .forEach(others::add);
        others.removeIf(other -> sameVersion(other, hypothesis));
        return others;
    }

    /** Those that the search which found a hypothesis had tested with it, as it found them, itself among them. */
    private List<Hypothesis> foundWith(Connection sql, HypothesisId id) throws SQLException {
        return new Statement(
                        "select coalesce(v.document, h.document) from hypothesis.audit a"
                                + " join hypothesis.hypothesis h on h.id = a.hypothesis"
                                + " left join hypothesis.version v on v.hypothesis = a.hypothesis and v.version = a.version"
                                + " where a.to_status = 'backtesting' and a.request ="
                                + " (select request from hypothesis.audit where hypothesis = ?"
                                + " and to_status = 'backtesting' order by id limit 1) order by h.number",
                        id.value())
                .list(sql, VersionStore::read);
    }

    private static boolean sameVersion(Hypothesis one, Hypothesis other) {
        return one.hypothesisId().equals(other.hypothesisId()) && one.version() == other.version();
    }

    private static Hypothesis read(ResultSet row) throws SQLException {
        return Json.read(row.getString(1), Hypothesis.class);
    }
}
