package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.store.Statement;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Holds every step of every hypothesis; entries are never changed.
 *
 * <p>Reads and writes: {@code audit}. On failure: throws, and the step that was to be recorded is undone with it.
 */
@Singleton
final class AuditStore {

    void add(Connection sql, AuditEntry entry) throws SQLException {
        new Statement(
                        "insert into hypothesis.audit (hypothesis, version, at, who, from_status, to_status, request,"
                                + " report_hash, backfill, change, comment) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        entry.hypothesisId().value(),
                        entry.version(),
                        entry.at(),
                        entry.who(),
                        entry.from().map(StateName::of),
                        StateName.of(entry.to()),
                        entry.requestId().map(RequestId::value),
                        entry.reportHash().map(ReportHash::value),
                        entry.backfill(),
                        entry.change(),
                        entry.comment())
                .update(sql);
    }

    List<AuditEntry> of(Connection sql, HypothesisId id) throws SQLException {
        return new Statement(
                        "select hypothesis, version, at, who, from_status, to_status, request,"
                                + " report_hash, backfill, change, comment from hypothesis.audit where hypothesis = ? order by id",
                        id.value())
                .list(sql, AuditStore::read);
    }

    /** Why a backtest had no report, where it failed. */
    Optional<String> failureOf(Connection sql, RequestId backtest) throws SQLException {
        return new Statement(
                        "select comment from hypothesis.audit where request = ? and to_status = 'proposed'"
                                + " order by id limit 1",
                        backtest.value())
                .first(sql, row -> row.getString(1));
    }

    private static AuditEntry read(ResultSet row) throws SQLException {
        return new AuditEntry(
                new HypothesisId(row.getString(1)),
                row.getInt(2),
                row.getTimestamp(3).toInstant(),
                row.getString(4),
                Optional.ofNullable(row.getString(5)).map(StateName::parse),
                StateName.parse(row.getString(6)),
                Optional.ofNullable(row.getString(7)).map(RequestId::new),
                Optional.ofNullable(row.getString(8)).map(ReportHash::new),
                row.getBoolean(9),
                Optional.ofNullable(row.getString(10)),
                Optional.ofNullable(row.getString(11)));
    }
}
