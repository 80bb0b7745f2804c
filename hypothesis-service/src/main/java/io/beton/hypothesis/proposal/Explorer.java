package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.lifecycle.HypothesisLifecycle;
import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.store.FreshId;
import io.beton.hypothesis.store.Outgoing;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Searches hypotheses for a goal: counts every candidate in one reading of history, chooses by discovery alone, and has
 * the chosen ones judged in a second reading. Every call is part of its caller's transaction.
 *
 * <p>Reads: {@code exploration}, {@code result}, and backtests through their listener. Writes: {@code exploration},
 * {@code result}, by the outbox history-requests, and hypotheses through their life cycle. On failure: the transaction
 * is undone; a history that cannot be read or counted ends the exploration with the reason.
 */
@Singleton
public final class Explorer {
    private static final Logger LOG = Logger.getLogger(Explorer.class);
    private static final String WHO = "explorer";

    private final ExplorationStore store;
    private final GoalStore goals;
    private final HypothesisLifecycle lifecycle;
    private final Outgoing out;
    private final ExplorationConfig config;
    private final Clock clock;

    Explorer(
            ExplorationStore store,
            GoalStore goals,
            HypothesisLifecycle lifecycle,
            Outgoing out,
            ExplorationConfig config,
            Clock clock) {
        this.store = store;
        this.goals = goals;
        this.lifecycle = lifecycle;
        this.out = out;
        this.config = config;
        this.clock = clock;
    }

    Exploration explore(Connection sql, Goal goal, List<Claim> claims, Span span) throws SQLException {
        ExplorationId id = new ExplorationId(FreshId.of("exp"));
        HistoryRequest asked = CandidateRequest.of(id, goal, claims, span);
        Exploration exploration =
                Exploration.asked(id, goal.goalId(), asked.requestId(), span, claims.size(), clock.instant());
        store.add(sql, exploration, asked);
        out.ask(sql, asked);
        LOG.infof("exploration asked: exploration=%s goal=%s tried=%d", id, goal.goalId(), claims.size());
        return exploration;
    }

    /** Takes results of one request; those that nobody waits for are passed over. */
    public void counted(Connection sql, RequestId request, List<BacktestResult> results) throws SQLException {
        Optional<Exploration> reading = store.lockReading(sql, request);
        if (reading.isEmpty()) {
            return;
        }
        List<BacktestResult> meant =
                results.stream().filter(reading.get()::asksFor).toList();
        Optional<String> failure =
                meant.stream().flatMap(result -> result.failure().stream()).findFirst();
        if (failure.isPresent()) {
            end(sql, reading.get().failed(failure.get()));
        } else if (store.keep(sql, request, meant) >= reading.get().tried()) {
            choose(sql, reading.get());
        }
    }

    /** Ends the explorations whose finalists are judged, or that had no answer in time. */
    public void settle(Connection sql) throws SQLException {
        for (Exploration exploration : store.backtested(sql)) {
            Optional<String> failure =
                    lifecycle.failureOf(sql, exploration.backtestRequestId().orElseThrow());
            end(sql, failure.map(exploration::failed).orElseGet(exploration::done));
        }
        Instant latest = clock.instant().minus(config.timeout());
        for (Exploration exploration : store.readingSince(sql, latest)) {
            end(sql, exploration.failed("not all results came within " + config.timeout() + "; explore again"));
        }
    }

    private void choose(Connection sql, Exploration exploration) throws SQLException {
        Goal goal = goals.find(sql, exploration.goalId()).orElseThrow();
        List<Scored> scored = Scored.of(
                store.asked(sql, exploration.explorationId()).candidates(),
                store.results(sql, exploration.requestId()));
        FinalistChoice choice = FinalistChoice.of(scored, goal.bar(), config.finalists());
        if (choice.reason().isPresent()) {
            end(sql, exploration.foundNothing(choice.reason().get()));
            return;
        }
        Proposal proposal = Proposal.of(exploration, choice.finalists(), goal, lifecycle.of(sql, goal.goalId()));
        if (proposal.tested().isEmpty()) {
            end(sql, exploration.foundNothing("whatever stands out has been decided on or is being tested already"));
            return;
        }
        for (Hypothesis hypothesis : proposal.fresh()) {
            lifecycle.propose(sql, hypothesis, WHO);
        }
        RequestId backtest =
                lifecycle.backtest(sql, proposal.tested(), proposal.decided(), exploration.span(), goal.bar(), WHO);
        store.dropResults(sql, exploration.requestId());
        store.replace(sql, exploration.backtesting(backtest, proposal.tested()));
        LOG.infof(
                "finalists chosen: exploration=%s hypotheses=%d",
                exploration.explorationId(), proposal.tested().size());
    }

    private void end(Connection sql, Exploration ended) throws SQLException {
        store.dropResults(sql, ended.requestId());
        store.replace(sql, ended);
        LOG.infof(
                "exploration ended: exploration=%s status=%s reason=%s",
                ended.explorationId(),
                ended.status().word(),
                ended.failure().or(ended::reason).orElse("-"));
    }
}
