package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.lifecycle.HypothesisStore.Stored;
import io.beton.hypothesis.store.Transactions.Transaction;
import io.beton.model.Topics;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Moves hypotheses through their life; every move is one transaction of state, audit row and announcement.
 *
 * <p>Reads: backtests. Writes: the tables {@code hypothesis} and {@code audit}, the topics hypotheses and
 * history-requests. On failure: a move that the state does not allow, or that somebody else was quicker with, is a 409
 * and changes nothing; a redelivered result changes nothing.
 */
@ApplicationScoped
public class HypothesisLifecycle {
    private static final String SYSTEM = "beton";

    private final HypothesisStore store;
    private final LifecycleConfig config;
    private final Clock clock = Clock.systemUTC();

    HypothesisLifecycle(HypothesisStore store, LifecycleConfig config) {
        this.store = store;
        this.config = config;
    }

    /** Stores what a search found and asks for its backtest, all in one request. */
    public HistoryRequest proposeAndBacktest(
            Transaction transaction, List<Hypothesis> proposed, Bar bar, RequestId id, Instant asOf, int windowDays)
            throws SQLException {
        List<Candidate> candidates = new ArrayList<>();
        for (Hypothesis hypothesis : proposed) {
            propose(transaction, hypothesis, SYSTEM);
            candidates.add(candidate(hypothesis, bar));
        }
        HistoryRequest request =
                new HistoryRequest(id, proposed.get(0).connectionId(), Purpose.BACKTEST, asOf, windowDays, candidates);
        for (Hypothesis hypothesis : proposed) {
            Stored stored = store.get(transaction, hypothesis.hypothesisId());
            move(transaction, stored, HypothesisState.BACKTESTING, Optional.of(id), SYSTEM, Optional.empty());
        }
        transaction.announce(Topics.HISTORY_REQUESTS, id.value(), request);
        return request;
    }

    void propose(Transaction transaction, Hypothesis hypothesis, String by) throws SQLException {
        store.add(transaction, hypothesis, entry(Optional.empty(), hypothesis, by, Optional.empty()));
    }

    HistoryRequest backtest(Transaction transaction, Stored stored, Bar bar, Instant asOf, int windowDays, String by)
            throws SQLException {
        Hypothesis hypothesis = stored.hypothesis();
        HistoryRequest request = new HistoryRequest(
                newRequest(),
                hypothesis.connectionId(),
                Purpose.BACKTEST,
                asOf,
                windowDays,
                List.of(candidate(hypothesis, bar)));
        Optional<RequestId> awaited = Optional.of(request.requestId());
        move(transaction, stored, HypothesisState.BACKTESTING, awaited, by, Optional.empty());
        transaction.announce(Topics.HISTORY_REQUESTS, request.requestId().value(), request);
        return request;
    }

    /** Takes a result; one that nobody waits for any more, or of an older version, is passed over. */
    public void reported(Transaction transaction, BacktestResult result) throws SQLException {
        for (Stored stored : store.awaiting(transaction, result.requestId())) {
            Hypothesis hypothesis = stored.hypothesis();
            boolean meant = hypothesis.hypothesisId().equals(result.hypothesisId())
                    && hypothesis.version() == result.version()
                    && hypothesis.status() == HypothesisState.BACKTESTING;
            if (meant && result.report().isPresent()) {
                scored(transaction, stored, result.report().get());
            } else if (meant) {
                move(transaction, stored, HypothesisState.PROPOSED, Optional.empty(), SYSTEM, result.failure());
            }
        }
    }

    private void scored(Transaction transaction, Stored stored, Report report) throws SQLException {
        Stored reported =
                new Stored(stored.hypothesis().with(report), stored.lock(), stored.request(), stored.sequence());
        move(transaction, reported, HypothesisState.SCORED, Optional.empty(), SYSTEM, Optional.empty());
        if (config.autoApprovePassed() && report.verdict() == Verdict.PASSED) {
            Stored scored = store.get(transaction, stored.hypothesis().hypothesisId());
            approve(transaction, scored, report, "auto-approval", Optional.empty());
        }
    }

    /** From the approval on, whoever fires is signalled; the warm-up fills what the router must know from before. */
    void approve(Transaction transaction, Stored stored, Report report, String by, Optional<String> comment)
            throws SQLException {
        Transitions.check(stored.hypothesis(), HypothesisState.APPROVED);
        Instant now = now();
        Hypothesis approved = stored.hypothesis().approvedAt(now);
        HistoryRequest warmUp = new HistoryRequest(
                newRequest(),
                approved.connectionId(),
                Purpose.WARM_UP,
                now,
                report.windowDays(),
                List.of(candidate(approved, Bar.DEFAULT)));
        AuditEntry entry = entry(Optional.of(stored.hypothesis().status()), approved, by, comment);
        store.change(transaction, stored, approved, Optional.of(warmUp.requestId()), now, entry);
        transaction.announce(Topics.HISTORY_REQUESTS, warmUp.requestId().value(), warmUp);
    }

    void move(
            Transaction transaction,
            Stored stored,
            HypothesisState to,
            Optional<RequestId> awaited,
            String by,
            Optional<String> comment)
            throws SQLException {
        Transitions.check(stored.hypothesis(), to);
        Hypothesis moved = stored.hypothesis().in(to);
        AuditEntry entry = entry(Optional.of(stored.hypothesis().status()), moved, by, comment);
        store.change(transaction, stored, moved, awaited, now(), entry);
    }

    private AuditEntry entry(
            Optional<HypothesisState> from, Hypothesis hypothesis, String by, Optional<String> comment) {
        Optional<RequestId> report = hypothesis.backtest().map(Report::requestId);
        return new AuditEntry(now(), by, from, hypothesis.status(), hypothesis.version(), report, comment);
    }

    private static Candidate candidate(Hypothesis hypothesis, Bar bar) {
        return new Candidate(
                hypothesis.hypothesisId(),
                hypothesis.version(),
                hypothesis.claim(),
                bar,
                hypothesis.searched(),
                hypothesis.tried());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static RequestId newRequest() {
        return new RequestId(
                "req_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12));
    }
}
