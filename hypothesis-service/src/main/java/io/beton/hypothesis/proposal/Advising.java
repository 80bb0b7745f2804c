package io.beton.hypothesis.proposal;

import io.beton.hypothesis.advisor.Advice;
import io.beton.hypothesis.advisor.Advisor;
import io.beton.hypothesis.advisor.AdvisorConfig;
import io.beton.hypothesis.advisor.Question;
import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.search.Space;
import io.beton.hypothesis.store.FreshId;
import io.beton.model.InvalidMember;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Begins searches: at once or, where there is an advisor, once it was asked. It is asked within no transaction and by one
 * instance; if that dies, or others are asked for too long, the search goes on without advice and says so.
 *
 * <p>Reads and writes: {@code exploration}. On failure: the caller's transaction is undone; a search that cannot begin any
 * more ends with the reason.
 */
@Singleton
public final class Advising {
    /** What it takes to be asked and to keep the answer, the asking itself aside. */
    private static final Duration AROUND = Duration.ofMinutes(1);

    private final Optional<Advisor> advisor;
    private final ExplorationStore store;
    private final GoalStore goals;
    private final Spaces spaces;
    private final Explorer explorer;
    private final Duration patience;
    private final Clock clock;

    Advising(
            Optional<Advisor> advisor,
            AdvisorConfig config,
            ExplorationStore store,
            GoalStore goals,
            Spaces spaces,
            Explorer explorer,
            Clock clock) {
        this.advisor = advisor;
        this.store = store;
        this.goals = goals;
        this.spaces = spaces;
        this.explorer = explorer;
        // another exploration may be asked for first
        this.patience = advisor.isPresent() ? config.timeout().multipliedBy(2).plus(AROUND) : Duration.ZERO;
        this.clock = clock;
    }

    Exploration explore(Connection sql, Goal goal, Space space, Span span) throws SQLException {
        Exploration asked = Exploration.asked(
                new ExplorationId(FreshId.of("exp")), goal.goalId(), space.subject(), span, clock.instant());
        store.add(sql, asked);
        return advisor.isPresent() ? asked : explorer.begin(sql, asked.begun(Optional.empty()), goal, space, List.of());
    }

    /** What to ask the advisor next; nobody else asks it. */
    public Optional<Open> next(Connection sql) throws SQLException {
        Optional<Exploration> taken = store.takeAdvising(sql, clock.instant());
        return taken.isEmpty() ? Optional.empty() : Optional.of(open(sql, taken.get()));
    }

    /** Goes on with what it said, unless the exploration went on without. */
    public void advised(Connection sql, Open open, Advice advice) throws SQLException {
        Optional<Exploration> waiting = store.lockAdvising(sql, open.exploration);
        if (waiting.isPresent()) {
            begin(sql, waiting.get(), advice);
        }
    }

    /** Leaves the question to another instance. */
    public void giveBack(Connection sql, Open open) throws SQLException {
        store.giveBackAdvising(sql, open.exploration);
    }

    /** Goes on with those that have waited long enough; with all where there is no advisor any more. */
    public void settle(Connection sql) throws SQLException {
        for (Exploration overdue : store.advisingSince(sql, clock.instant().minus(patience))) {
            begin(sql, overdue, Advice.failed("the language model was not asked to the end within " + patience));
        }
    }

    private Open open(Connection sql, Exploration exploration) throws SQLException {
        Goal goal = goals.find(sql, exploration.goalId()).orElseThrow();
        return new Open(exploration.explorationId(), spaces.question(goal, exploration.subject(), exploration.span()));
    }

    private void begin(Connection sql, Exploration exploration, Advice advice) throws SQLException {
        Exploration begun = exploration.begun(Optional.of(Advised.of(exploration.explorationId(), advice)));
        Goal goal = goals.find(sql, exploration.goalId()).orElseThrow();
        try {
            Space space = spaces.of(goal, exploration.subject(), exploration.span());
            explorer.begin(sql, begun, goal, space, advice.claims());
        } catch (HttpProblem e) {
            store.replace(sql, begun.failed(e.getDetail()));
        } catch (InvalidMember e) {
            store.replace(sql, begun.failed(e.getMessage()));
        }
    }

    /** A question that an exploration waits for. */
    public static final class Open {
        private final ExplorationId exploration;
        private final Question question;

        private Open(ExplorationId exploration, Question question) {
            this.exploration = exploration;
            this.question = question;
        }

        public Question question() {
            return question;
        }
    }
}
