package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.store.Statement;
import io.beton.model.Json;
import io.beton.model.backtest.Report;
import io.beton.model.id.HypothesisId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Holds every report that a step rested on, word for word, so that its hash can be computed again.
 *
 * <p>Reads and writes: {@code report}. On failure: throws, and the step that rests on the report is undone with it.
 */
@Singleton
final class ReportStore {

    /** The hash of a report as it was kept when the first step rested on it, whatever would write it otherwise now. */
    ReportHash keep(Connection sql, HypothesisId id, Report report) throws SQLException {
        String text = Json.canonical(report);
        new Statement(
                        "insert into hypothesis.report (hypothesis, request, version, hash, document)"
                                + " values (?, ?, ?, ?, ?) on conflict (hypothesis, request) do nothing",
                        id.value(),
                        report.requestId().value(),
                        report.version(),
                        ReportHash.of(text).value(),
                        text)
                .update(sql);
        return new Statement(
                        "select hash from hypothesis.report where hypothesis = ? and request = ?",
                        id.value(),
                        report.requestId().value())
                .first(sql, row -> new ReportHash(row.getString(1)))
                .orElseThrow();
    }

    /** The text that a hash is of. */
    Optional<String> find(Connection sql, HypothesisId id, ReportHash hash) throws SQLException {
        return new Statement(
                        "select document from hypothesis.report where hypothesis = ? and hash = ?",
                        id.value(),
                        hash.value())
                .first(sql, row -> row.getString(1));
    }
}
