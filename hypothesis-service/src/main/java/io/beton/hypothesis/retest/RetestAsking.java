package io.beton.hypothesis.retest;

import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.lifecycle.HypothesisLifecycle;
import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.request.Spans;
import io.beton.hypothesis.store.FreshId;
import io.beton.hypothesis.store.Outgoing;
import io.beton.hypothesis.watch.Watches;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks for the histories that re-tests need, one reading for all that are due together.
 *
 * <p>Reads: {@code retest}, {@code hypothesis}, {@code goal}, {@code fired}. Writes: {@code retest}, and by the outbox
 * history-requests. On failure: the transaction is undone, and what was due still is.
 */
@Singleton
final class RetestAsking {
    /** With their signals they must fit into one message. */
    private static final int MOST_TOGETHER = 20;

    private final RetestStore store;
    private final HypothesisLifecycle lifecycle;
    private final GoalStore goals;
    private final Watches watches;
    private final Spans spans;
    private final Outgoing out;

    RetestAsking(
            RetestStore store,
            HypothesisLifecycle lifecycle,
            GoalStore goals,
            Watches watches,
            Spans spans,
            Outgoing out) {
        this.store = store;
        this.lifecycle = lifecycle;
        this.goals = goals;
        this.watches = watches;
        this.spans = spans;
        this.out = out;
    }

    void askDue(Connection sql, RetestSchedule schedule, Instant now) throws SQLException {
        Span newest = spans.of(Span.Wish.NONE);
        Map<Reading, List<Retest>> readings = store.due(sql, now).stream()
                .collect(Collectors.groupingBy(
                        due -> Reading.of(due.hypothesis(), newest.windowDays()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        for (Map.Entry<Reading, List<Retest>> reading : readings.entrySet()) {
            Span span = new Span(newest.asOf(), reading.getKey().windowDays);
            List<Retest> due = reading.getValue();
            for (int from = 0; from < due.size(); from += MOST_TOGETHER) {
                ask(sql, due.subList(from, Math.min(due.size(), from + MOST_TOGETHER)), span, schedule, now);
            }
        }
    }

    private void ask(Connection sql, List<Retest> due, Span span, RetestSchedule schedule, Instant now)
            throws SQLException {
        RequestId request = new RequestId(FreshId.of("req"));
        ConnectionId connection = due.get(0).hypothesis().connectionId();
        List<Candidate> candidates = new ArrayList<>();
        for (Retest retest : due) {
            Hypothesis live = retest.hypothesis();
            Candidate candidate = candidate(sql, live);
            candidates.add(watches.of(sql, live, retest.watchedFrom(), span, schedule.confidence())
                    .map(candidate::watching)
                    .orElse(candidate));
            store.asked(sql, live.hypothesisId(), request, now, schedule.next(connection, now));
        }
        addTriedWith(sql, due, candidates);
        out.ask(
                sql,
                new HistoryRequest(request, connection, Purpose.BACKTEST, span.asOf(), span.windowDays(), candidates));
    }

    /** The q of what a search found is over all that it found; their results are for nobody. */
    private void addTriedWith(Connection sql, List<Retest> due, List<Candidate> candidates) throws SQLException {
        for (Retest retest : due) {
            for (Hypothesis other : lifecycle.triedWith(sql, retest.hypothesis())) {
                boolean there = candidates.stream()
                        .anyMatch(candidate -> candidate.hypothesisId().equals(other.hypothesisId())
                                && candidate.version() == other.version());
                if (!there && other.subject().equals(retest.hypothesis().subject())) {
                    candidates.add(candidate(sql, other));
                }
            }
        }
    }

    private Candidate candidate(Connection sql, Hypothesis hypothesis) throws SQLException {
        Bar bar = goals.find(sql, hypothesis.goalId()).orElseThrow().bar();
        return new Candidate(
                hypothesis.hypothesisId(),
                hypothesis.version(),
                hypothesis.claim(),
                bar,
                hypothesis.searched(),
                hypothesis.tried());
    }

    /** What one reading of history can serve. */
    private record Reading(ConnectionId connection, Subject subject, int windowDays) {

        /** As long as usual, unless it then could not be judged; then as long as its report looked. */
        static Reading of(Hypothesis hypothesis, int usual) {
            int least =
                    hypothesis.design().evidenceDays() + hypothesis.outcome().horizonDays();
            Optional<Integer> reported = hypothesis.backtest().map(Report::windowDays);
            return new Reading(
                    hypothesis.connectionId(), hypothesis.subject(), usual > least ? usual : reported.orElse(usual));
        }
    }
}
