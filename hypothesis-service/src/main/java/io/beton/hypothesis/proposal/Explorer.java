package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.search.Level;
import io.beton.hypothesis.search.Search;
import io.beton.hypothesis.search.Space;
import io.beton.hypothesis.store.Outgoing;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.SearchScores;
import io.beton.model.hypothesis.Claim;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Searches hypotheses for a goal, level by level: has each level counted on one history that is read once, and the
 * finalists, chosen by discovery alone, judged on it at the end. Every call is part of its caller's transaction.
 *
 * <p>Reads: {@code exploration}, {@code search_level}, {@code search_score}, and scores through their listener. Writes:
 * these, by the outbox history-requests, and hypotheses through their life cycle. On failure: the transaction is undone;
 * a held history that is gone is read once more; one that cannot be read or counted ends the exploration with the reason.
 */
@Singleton
public final class Explorer {
    private static final Logger LOG = Logger.getLogger(Explorer.class);

    private final ExplorationStore store;
    private final SearchStore searches;
    private final GoalStore goals;
    private final FinalistBacktests finalists;
    private final Outgoing out;
    private final ExplorationConfig config;
    private final Clock clock;

    Explorer(
            ExplorationStore store,
            SearchStore searches,
            GoalStore goals,
            FinalistBacktests finalists,
            Outgoing out,
            ExplorationConfig config,
            Clock clock) {
        this.store = store;
        this.searches = searches;
        this.goals = goals;
        this.finalists = finalists;
        this.out = out;
        this.config = config;
        this.clock = clock;
    }

    /** @param suggested claims from elsewhere, tried with all others */
    Exploration begin(Connection sql, Exploration begun, Goal goal, Space space, List<Claim> suggested)
            throws SQLException {
        return count(sql, begun, goal, Search.first(space, suggested, config.limits()));
    }

    /** Takes scores of one request; those that nobody waits for are passed over. */
    public void scored(Connection sql, SearchScores run) throws SQLException {
        Optional<Exploration> reading = store.lockReading(sql, run.requestId());
        if (reading.isPresent() && run.failure().isPresent()) {
            notCounted(sql, reading.get(), run.failure().get());
        } else if (reading.isPresent() && searches.keep(sql, run)) {
            goOn(sql, reading.get());
        }
    }

    /** Ends the explorations whose finalists are judged, or that had no answer in time. */
    public void settle(Connection sql) throws SQLException {
        for (Exploration exploration : store.backtested(sql)) {
            Optional<String> failure = finalists.failureOf(sql, exploration);
            if (failure.isPresent()) {
                notCounted(sql, exploration, failure.get());
            } else {
                keep(sql, exploration.done());
            }
        }
        for (Exploration late : store.readingSince(sql, clock.instant().minus(config.timeout()))) {
            keep(sql, late.failed("not all results came within " + config.timeout() + "; explore again"));
        }
    }

    private void goOn(Connection sql, Exploration exploration) throws SQLException {
        Goal goal = goals.find(sql, exploration.goalId()).orElseThrow();
        Search search = searches.search(sql, exploration.explorationId(), config.limits(), goal.bar());
        Exploration knowing = exploration.knowing(search.setAside());
        Optional<Level> next = search.next();
        if (next.isPresent()) {
            count(sql, knowing, goal, next.get());
        } else {
            keep(sql, finalists.ask(sql, knowing, goal, search, knowing.base()));
        }
    }

    private Exploration count(Connection sql, Exploration exploration, Goal goal, Level level) throws SQLException {
        HistoryRequest asked = LevelRequest.of(exploration, goal, level);
        Exploration asking = exploration.asking(asked.requestId(), level);
        searches.add(sql, exploration.explorationId(), asked.requestId(), level);
        store.waitFor(sql, asked.requestId(), asking);
        out.ask(sql, asked);
        LOG.infof("level asked: exploration=%s tried=%d", exploration.explorationId(), asking.tried());
        return asking;
    }

    /** What was held of a history can be lost: then it is read once more. */
    private void notCounted(Connection sql, Exploration exploration, String why) throws SQLException {
        Goal goal = goals.find(sql, exploration.goalId()).orElseThrow();
        if (exploration.readings() > 1
                || !exploration.onHeldHistory()
                || exploration.base().isEmpty()) {
            keep(sql, exploration.failed(why));
        } else if (exploration.status() == ExplorationStatus.BACKTESTING) {
            Search search = searches.search(sql, exploration.explorationId(), config.limits(), goal.bar());
            keep(sql, finalists.ask(sql, exploration, goal, search, Optional.empty()));
        } else {
            Level first = searches.first(sql, exploration.explorationId());
            searches.drop(sql, exploration.explorationId());
            count(sql, exploration.again(), goal, first);
        }
    }

    private void keep(Connection sql, Exploration next) throws SQLException {
        if (next.status() != ExplorationStatus.BACKTESTING) {
            searches.drop(sql, next.explorationId());
        }
        store.replace(sql, next);
        LOG.infof(
                "exploration: exploration=%s status=%s",
                next.explorationId(), next.status().word());
    }
}
