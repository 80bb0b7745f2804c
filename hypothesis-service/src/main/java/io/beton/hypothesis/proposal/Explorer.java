package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.lifecycle.HypothesisLifecycle;
import io.beton.hypothesis.store.Transactions.Transaction;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Searches for hypotheses: scores a grid of candidates on discovery, proposes the best distinct ones and has them
 * backtested, with how many were tried.
 *
 * <p>Reads: taxonomy, backtests. Writes: the tables {@code exploration} and {@code result}, history-requests. On failure:
 * the exploration ends as failed with the reason; a redelivered result changes nothing.
 */
@ApplicationScoped
public class Explorer {
    private final GoalStore goals;
    private final HypothesisLifecycle lifecycle;

    Explorer(GoalStore goals, HypothesisLifecycle lifecycle) {
        this.goals = goals;
        this.lifecycle = lifecycle;
    }

    Exploration explore(Transaction transaction, Goal goal, Taxonomy taxonomy, Instant asOf, int windowDays)
            throws SQLException {
        List<Claim> claims = CandidateGrid.of(goal, taxonomy);
        List<Candidate> candidates = new ArrayList<>();
        for (Claim claim : claims) {
            HypothesisId id = new HypothesisId("candidate_" + candidates.size());
            candidates.add(new Candidate(id, 1, claim, goal.bar(), true, claims.size()));
        }
        HistoryRequest request =
                new HistoryRequest(newRequest(), goal.connectionId(), Purpose.EXPLORE, asOf, windowDays, candidates);
        Exploration exploration = new Exploration(
                id("exp_"),
                goal.goalId(),
                Exploration.Status.READING,
                claims.size(),
                List.of(),
                request,
                Optional.empty());
        transaction.update(
                "insert into hypothesis.exploration (id, goal, request, status, document) values (?, ?, ?, ?, ?)",
                exploration.explorationId(),
                goal.goalId().value(),
                request.requestId().value(),
                exploration.status().name(),
                Json.text(exploration));
        transaction.announce(Topics.HISTORY_REQUESTS, request.requestId().value(), request);
        return exploration;
    }

    /** Takes one result; the last one of a request moves its exploration on. */
    public void scored(Transaction transaction, BacktestResult result) throws SQLException {
        RequestId request = result.requestId();
        Optional<Exploration> exploration = transaction.document(
                Exploration.class,
                "select document from hypothesis.exploration where request = ? and status in ('READING',"
                        + " 'BACKTESTING') for update",
                request.value());
        if (exploration.isEmpty()) {
            return;
        }
        transaction.update(
                "insert into hypothesis.result (request, position, document) values (?, ?, ?) on conflict do nothing",
                request.value(),
                result.position(),
                Json.text(result));
        long there = transaction
                .rows(
                        row -> row.getLong(1),
                        "select count(*) from hypothesis.result where request = ?",
                        request.value())
                .get(0);
        if (there == result.total()) {
            List<BacktestResult> results = transaction.documents(
                    BacktestResult.class,
                    "select document from hypothesis.result where request = ? order by position",
                    request.value());
            moveOn(transaction, exploration.get(), results);
            transaction.update("delete from hypothesis.result where request = ?", request.value());
        }
    }

    private void moveOn(Transaction transaction, Exploration exploration, List<BacktestResult> results)
            throws SQLException {
        Optional<String> failure =
                results.stream().flatMap(result -> result.failure().stream()).findFirst();
        if (failure.isPresent()) {
            save(transaction, exploration.ended(Exploration.Status.FAILED, failure));
        } else if (exploration.status() == Exploration.Status.BACKTESTING) {
            save(transaction, exploration.ended(Exploration.Status.DONE, Optional.empty()));
        } else {
            propose(transaction, exploration, results);
        }
    }

    private void propose(Transaction transaction, Exploration exploration, List<BacktestResult> results)
            throws SQLException {
        HistoryRequest scored = exploration.request();
        List<Claim> claims = scored.candidates().stream().map(Candidate::claim).toList();
        List<Claim> best = Selection.best(claims, results);
        if (best.isEmpty()) {
            String reason = "none of the " + exploration.tried()
                    + " candidates raises the outcome beyond chance on the discovery part";
            save(transaction, exploration.ended(Exploration.Status.DONE, Optional.of(reason)));
            return;
        }
        Goal goal = goals.get(exploration.goalId());
        List<Hypothesis> proposed = new ArrayList<>();
        for (Claim claim : best) {
            proposed.add(hypothesis(goal, claim, exploration.tried()));
        }
        HistoryRequest request = lifecycle.proposeAndBacktest(
                transaction, proposed, goal.bar(), newRequest(), scored.asOf(), scored.windowDays());
        save(
                transaction,
                exploration.awaiting(
                        request, proposed.stream().map(Hypothesis::hypothesisId).toList()));
    }

    private static Hypothesis hypothesis(Goal goal, Claim claim, int tried) {
        return new Hypothesis(
                new HypothesisId(id("hyp_")),
                1,
                goal.connectionId(),
                goal.goalId(),
                goal.kind(),
                Sentence.of(claim),
                claim.subject(),
                claim.condition(),
                claim.design(),
                claim.outcome(),
                HypothesisState.PROPOSED,
                true,
                tried,
                Optional.empty(),
                Optional.empty());
    }

    private static void save(Transaction transaction, Exploration exploration) throws SQLException {
        transaction.update(
                "update hypothesis.exploration set request = ?, status = ?, document = ? where id = ?",
                exploration.request().requestId().value(),
                exploration.status().name(),
                Json.text(exploration),
                exploration.explorationId());
    }

    private static RequestId newRequest() {
        return new RequestId(id("req_"));
    }

    private static String id(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }
}
