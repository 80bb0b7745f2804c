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
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks for the histories that re-tests need, one reading for all that are due together, and one each for those that had
 * no report.
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
                        due -> Reading.of(due, newest.windowDays(), schedule),
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
        Map<HypothesisId, List<Hypothesis>> others = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Retest retest : due) {
            Hypothesis live = retest.hypothesis();
            others.put(live.hypothesisId(), triedWith(sql, live));
            Candidate candidate = candidate(sql, live, family(live, others.get(live.hypothesisId())));
            candidates.add(watches.of(sql, live, retest.watchedFrom(), span, schedule.confidence())
                    .map(candidate::watching)
                    .orElse(candidate));
            store.asked(sql, live.hypothesisId(), request, now, schedule.next(connection, now));
        }
        for (Retest retest : due) {
            List<Hypothesis> tried = others.get(retest.hypothesis().hypothesisId());
            for (Hypothesis other : tried) {
                if (candidates.stream().noneMatch(candidate -> isOf(candidate, other))) {
                    candidates.add(candidate(sql, other, family(retest.hypothesis(), tried)));
                }
            }
        }
        out.ask(
                sql,
                new HistoryRequest(request, connection, Purpose.BACKTEST, span.asOf(), span.windowDays(), candidates));
    }

    /** The q of what a search found is over all that it found; their results are for nobody. */
    private List<Hypothesis> triedWith(Connection sql, Hypothesis live) throws SQLException {
        return lifecycle.triedWith(sql, live).stream()
                .filter(other -> other.subject().equals(live.subject()))
                .toList();
    }

    /** The same for all that were tried together, whichever of them is tested. */
    private static String family(Hypothesis live, List<Hypothesis> triedWith) {
        return Stream.concat(Stream.of(live), triedWith.stream())
                .map(hypothesis -> hypothesis.hypothesisId().value())
                .min(String::compareTo)
                .orElseThrow();
    }

    private static boolean isOf(Candidate candidate, Hypothesis hypothesis) {
        return candidate.hypothesisId().equals(hypothesis.hypothesisId())
                && candidate.version() == hypothesis.version();
    }

    private Candidate candidate(Connection sql, Hypothesis hypothesis, String family) throws SQLException {
        Bar bar = goals.find(sql, hypothesis.goalId()).orElseThrow().bar();
        return new Candidate(
                        hypothesis.hypothesisId(),
                        hypothesis.version(),
                        hypothesis.claim(),
                        bar,
                        hypothesis.searched(),
                        hypothesis.tried())
                .of(family);
    }

    /**
     * What one reading of history can serve.
     *
     * @param alone who had no report when it was read with others
     */
    private record Reading(ConnectionId connection, Subject subject, int windowDays, Optional<HypothesisId> alone) {

        /** As long as usual, unless it then could not be judged; then as long as its report looked. */
        static Reading of(Retest retest, int usual, RetestSchedule schedule) {
            Hypothesis hypothesis = retest.hypothesis();
            int least =
                    hypothesis.design().evidenceDays() + hypothesis.outcome().horizonDays();
            Optional<Integer> reported = hypothesis.backtest().map(Report::windowDays);
            boolean together = schedule.together(hypothesis.connectionId(), retest.dueAt());
            return new Reading(
                    hypothesis.connectionId(),
                    hypothesis.subject(),
                    usual > least ? usual : reported.orElse(usual),
                    together ? Optional.empty() : Optional.of(hypothesis.hypothesisId()));
        }
    }
}
