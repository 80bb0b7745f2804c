package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.store.Statement;
import io.beton.kit.store.Page;
import io.beton.model.Json;
import io.beton.model.backtest.Report;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Holds every report that a step rested on, word for word, so that its hash can be computed again, and those of
 * re-tests.
 *
 * <p>Reads and writes: {@code report}. On failure: throws, and the step that rests on the report is undone with it.
 */
@Singleton
public final class ReportStore {

    /** Keeps what a step rests on; it stays as it was written when the first step did. */
    void keep(Connection sql, HypothesisId id, Report report) throws SQLException {
        keep(sql, id, report, false);
    }

    /** Of a hypothesis that is live, and that goes on to rest on the report it was approved with. */
    public void keepRetest(Connection sql, HypothesisId id, Report report) throws SQLException {
        keep(sql, id, report, true);
    }

    private static void keep(Connection sql, HypothesisId id, Report report, boolean retest) throws SQLException {
        String text = Json.canonical(report);
        new Statement(
                        "insert into hypothesis.report (hypothesis, request, version, hash, document, retest)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict (hypothesis, request) do nothing",
                        id.value(),
                        report.requestId().value(),
                        report.version(),
                        ReportHash.of(text).value(),
                        text,
                        retest)
                .update(sql);
    }

    /** That of the report that a request led to, where it has one yet. */
    Optional<ReportHash> hash(Connection sql, HypothesisId id, RequestId request) throws SQLException {
        return new Statement(
                        "select hash from hypothesis.report where hypothesis = ? and request = ?",
                        id.value(),
                        request.value())
                .first(sql, row -> new ReportHash(row.getString(1)));
    }

    /** All of a hypothesis, in the order of their making. */
    List<PastReport.Kept> page(Connection sql, HypothesisId id, Page.Cut cut) throws SQLException {
        return new Statement(
                        "select number, retest, hash, document from hypothesis.report"
                                + " where hypothesis = ? and number > ? order by number limit ?",
                        id.value(),
                        cut.after(),
                        cut.read())
                .list(
                        sql,
                        row -> new PastReport.Kept(
                                row.getLong(1),
                                new PastReport(
                                        row.getBoolean(2) ? PastReport.RETEST : PastReport.BACKTEST,
                                        new ReportHash(row.getString(3)),
                                        Json.read(row.getString(4), Report.class))));
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
