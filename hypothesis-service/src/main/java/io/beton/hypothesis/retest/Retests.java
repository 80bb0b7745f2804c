package io.beton.hypothesis.retest;

import io.beton.hypothesis.lifecycle.HypothesisLifecycle;
import io.beton.hypothesis.lifecycle.ReportStore;
import io.beton.hypothesis.request.RequestConfig;
import io.beton.hypothesis.watch.FiredStore;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.DriftVerdict;
import io.beton.model.backtest.Realised;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Drift;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tests live hypotheses again on a schedule, and pauses those whose signals come true too seldom.
 *
 * <p>Reads: {@code retest}, {@code hypothesis}, and backtests through their listener. Writes: {@code retest}, {@code
 * report}, {@code look}, {@code fired}, and through the life cycle what a pause changes. On failure: the transaction is
 * undone; a re-test without a report is tried again alone a day later, and nothing is concluded from it.
 */
@Singleton
public final class Retests {
    private static final Logger LOG = Logger.getLogger(Retests.class);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofHours(1);

    private final RetestStore store;
    private final RetestAsking asking;
    private final RetestSchedule schedule;
    private final FiredStore fired;
    private final ReportStore reports;
    private final LookStore looks;
    private final HypothesisLifecycle lifecycle;
    private final RetestMetrics metrics;
    private final Duration patience;
    private final int windowDays;
    private final Clock clock;
    private Instant lastTurn = Instant.EPOCH;
    private Instant lastSweep = Instant.EPOCH;

    Retests(
            RetestStore store,
            RetestAsking asking,
            RetestConfig config,
            FiredStore fired,
            ReportStore reports,
            LookStore looks,
            HypothesisLifecycle lifecycle,
            RetestMetrics metrics,
            RequestConfig window,
            Clock clock) {
        this.store = store;
        this.asking = asking;
        this.schedule = new RetestSchedule(config.every(), config.yearlyError());
        this.fired = fired;
        this.reports = reports;
        this.looks = looks;
        this.lifecycle = lifecycle;
        this.metrics = metrics;
        this.patience = config.timeout();
        this.windowDays = window.windowDays();
        this.clock = clock;
    }

    /** What nobody asks for; part of the upkeep, which one instance at a time does. */
    public void carryOn(Connection sql) throws SQLException {
        Instant now = now();
        if (!passed(TURN, lastTurn, now)) {
            return;
        }
        lastTurn = now;
        for (Hypothesis live : store.unscheduled(sql)) {
            Instant since = live.approvedAt().orElseThrow();
            store.schedule(sql, live, since, schedule.next(live.connectionId(), since));
        }
        for (Retest unanswered : store.unansweredSince(sql, now.minus(patience))) {
            withoutReport(sql, unanswered, "the backtest did not answer within " + patience);
        }
        asking.askDue(sql, schedule, now);
        if (passed(SWEEP, lastSweep, now)) {
            lastSweep = now;
            fired.forget(sql, now, windowDays);
        }
    }

    /** Takes the answer to a re-test; any other result is passed over. */
    public void answered(Connection sql, BacktestResult result) throws SQLException {
        Optional<Retest> waiting = store.waiting(sql, result);
        if (waiting.isEmpty()) {
            return;
        }
        if (result.report().isEmpty()) {
            withoutReport(sql, waiting.get(), result.failure().orElse("there was neither a report nor a reason"));
            return;
        }
        Hypothesis tested = waiting.get().hypothesis();
        store.answered(sql, tested.hypothesisId());
        keep(sql, tested, result.report().get());
        if (result.realised().isPresent()) {
            judge(sql, tested, result.report().get(), result.realised().get());
        }
    }

    private void keep(Connection sql, Hypothesis tested, Report report) throws SQLException {
        reports.keepRetest(sql, tested.hypothesisId(), report);
        metrics.retested(Optional.of(report));
        if (report.verdict() == Verdict.FAILED) {
            LOG.warnf(
                    "a re-test of a live hypothesis failed, which pauses nothing: hypothesis=%s request=%s",
                    tested.hypothesisId(), report.requestId());
        }
    }

    private void judge(Connection sql, Hypothesis tested, Report report, Realised realised) throws SQLException {
        Instant now = now();
        looks.add(
                sql,
                tested.hypothesisId(),
                new Look(now, report.requestId(), report.version(), report.asOf(), realised));
        boolean goesOn = tested.status() == HypothesisState.LIVE && tested.version() == report.version();
        if (realised.verdict() == DriftVerdict.DRIFT && goesOn) {
            Drift drift = new Drift(
                    now, report.requestId(), realised.bar(), realised.fallen().orElseThrow());
            lifecycle.drifted(sql, tested.hypothesisId(), drift, DriftSentence.of(drift, realised.confidence()));
            store.watchFrom(sql, tested.hypothesisId(), now);
            metrics.drifted();
            LOG.warnf(
                    "hypothesis paused, its signals came true too seldom: hypothesis=%s request=%s",
                    tested.hypothesisId(), report.requestId());
        }
    }

    private void withoutReport(Connection sql, Retest retest, String reason) throws SQLException {
        HypothesisId id = retest.hypothesis().hypothesisId();
        store.answered(sql, id);
        store.dueAgain(sql, id, schedule.retry(id, now()));
        metrics.retested(Optional.empty());
        LOG.warnf(
                "a re-test had no report, and is tried again alone if its hypothesis is live: hypothesis=%s reason=%s",
                id, reason);
    }

    /** In either direction: a clock that is put right must not stop this. */
    private static boolean passed(Duration time, Instant since, Instant now) {
        return Duration.between(since, now).abs().compareTo(time) >= 0;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
