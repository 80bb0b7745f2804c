package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.store.Transactions;
import io.beton.hypothesis.store.Transactions.Transaction;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Hypotheses with their audit trail.
 *
 * <p>Reads and writes: the tables {@code hypothesis} and {@code audit}; every change is announced on the topic
 * hypotheses in the same transaction. On failure: throws; a change by somebody who has not seen the last one is a 409.
 */
@ApplicationScoped
class HypothesisStore {
    private static final String COLUMNS = "document, lock, request, sequence";

    private final Transactions transactions;

    HypothesisStore(Transactions transactions) {
        this.transactions = transactions;
    }

    void add(Transaction transaction, Hypothesis hypothesis, AuditEntry entry) throws SQLException {
        transaction.update(
                "insert into hypothesis.hypothesis (id, goal, status, lock, document) values (?, ?, ?, 0, ?)",
                hypothesis.hypothesisId().value(),
                hypothesis.goalId().value(),
                hypothesis.status().name(),
                Json.text(hypothesis));
        note(transaction, hypothesis, entry);
    }

    /** Replaces what was read; the request is the one whose answer is awaited from now on. */
    void change(
            Transaction transaction,
            Stored seen,
            Hypothesis hypothesis,
            Optional<RequestId> request,
            Instant now,
            AuditEntry entry)
            throws SQLException {
        int changed = transaction.update(
                """
                update hypothesis.hypothesis
                set status = ?, document = ?, request = ?, requested_at = ?, lock = lock + 1
                where id = ? and lock = ?
                """,
                hypothesis.status().name(),
                Json.text(hypothesis),
                request.map(RequestId::value).orElse(null),
                Timestamp.from(now),
                hypothesis.hypothesisId().value(),
                seen.lock());
        if (changed == 0) {
            throw HttpProblem.valueOf(
                    Response.Status.CONFLICT,
                    "hypothesis " + hypothesis.hypothesisId() + " was changed by somebody else at the same moment;"
                            + " look at it again");
        }
        note(transaction, hypothesis, entry);
    }

    Stored get(Transaction transaction, HypothesisId id) throws SQLException {
        return transaction
                .rows(
                        HypothesisStore::stored,
                        "select " + COLUMNS + " from hypothesis.hypothesis where id = ?",
                        id.value())
                .stream()
                .findFirst()
                .orElseThrow(() -> HttpProblem.valueOf(Response.Status.NOT_FOUND, "there is no hypothesis " + id));
    }

    /** Those that wait for the answer of a request. */
    List<Stored> awaiting(Transaction transaction, RequestId request) throws SQLException {
        return transaction.rows(
                HypothesisStore::stored,
                "select " + COLUMNS + " from hypothesis.hypothesis where request = ?",
                request.value());
    }

    /** Approved ones whose approval and warm-up request stand on Kafka. */
    List<Stored> announced(Transaction transaction) throws SQLException {
        return transaction.rows(HypothesisStore::stored, "select " + COLUMNS + """
                         from hypothesis.hypothesis h where status = 'APPROVED'
                        and not exists (select 1 from hypothesis.outbox o where o.key in (h.id, h.request))
                        """);
    }

    List<Stored> overdue(Transaction transaction, Instant before) throws SQLException {
        return transaction.rows(
                HypothesisStore::stored,
                "select " + COLUMNS + " from hypothesis.hypothesis where status = 'BACKTESTING' and requested_at < ?",
                Timestamp.from(before));
    }

    /** In the order of their making, from behind a sequence number. */
    List<Stored> list(Optional<String> status, Optional<String> goal, long after, int most) {
        return transactions.run(transaction -> transaction.rows(
                HypothesisStore::stored,
                "select " + COLUMNS + """
                         from hypothesis.hypothesis
                        where sequence > ? and (?::text is null or status = ?) and (?::text is null or goal = ?)
                        order by sequence limit ?
                        """,
                after,
                status.orElse(null),
                status.orElse(null),
                goal.orElse(null),
                goal.orElse(null),
                most));
    }

    List<AuditEntry> audit(HypothesisId id) {
        return transactions.run(transaction -> transaction.documents(
                AuditEntry.class,
                "select document from hypothesis.audit where hypothesis = ? order by id",
                id.value()));
    }

    private static void note(Transaction transaction, Hypothesis hypothesis, AuditEntry entry) throws SQLException {
        transaction.update(
                "insert into hypothesis.audit (hypothesis, document) values (?, ?)",
                hypothesis.hypothesisId().value(),
                Json.text(entry));
        transaction.announce(Topics.HYPOTHESES, hypothesis.hypothesisId().value(), hypothesis);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                Json.read(row.getString(1), Hypothesis.class),
                row.getLong(2),
                Optional.ofNullable(row.getString(3)).map(RequestId::new),
                row.getLong(4));
    }

    /** @param lock what the writer must have seen, @param sequence the place in lists */
    record Stored(Hypothesis hypothesis, long lock, Optional<RequestId> request, long sequence) {}
}
