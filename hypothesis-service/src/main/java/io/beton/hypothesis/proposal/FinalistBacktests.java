package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.lifecycle.HypothesisLifecycle;
import io.beton.hypothesis.search.Choice;
import io.beton.hypothesis.search.Search;
import io.beton.hypothesis.search.SketchSimilarity;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Proposes what a search came to, and has it judged by what the search did not look at.
 *
 * <p>Reads: {@code hypothesis}. Writes: hypotheses and history-requests, through their life cycle. On failure: the
 * caller's transaction is undone.
 */
@Singleton
final class FinalistBacktests {
    private static final String WHO = "explorer";

    private final HypothesisLifecycle lifecycle;

    FinalistBacktests(HypothesisLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /**
     * What becomes of the exploration: it is over where nothing is to be judged.
     *
     * @param held the request whose history is held for it; absent where it is to be read
     */
    Exploration ask(Connection sql, Exploration exploration, Goal goal, Search search, Optional<RequestId> held)
            throws SQLException {
        Choice choice = search.choice(SketchSimilarity.of(search));
        if (choice.reason().isPresent()) {
            return exploration.foundNothing(choice.reason().get());
        }
        Proposal proposal = Proposal.of(exploration, choice.finalists(), goal, lifecycle.of(sql, goal.goalId()));
        if (proposal.tested().isEmpty()) {
            return exploration.foundNothing("whatever stands out has been decided on or is being tested already");
        }
        for (Hypothesis hypothesis : proposal.fresh()) {
            lifecycle.propose(sql, hypothesis, WHO);
        }
        RequestId backtest = lifecycle.backtest(
                sql, proposal.tested(), proposal.decided(), exploration.span(), goal.bar(), WHO, held);
        return exploration.backtesting(backtest, proposal, held.isPresent());
    }

    /** Why a backtest had no report for somebody, where it failed. */
    Optional<String> failureOf(Connection sql, Exploration exploration) throws SQLException {
        return lifecycle.failureOf(sql, exploration.backtestRequestId().orElseThrow());
    }
}
