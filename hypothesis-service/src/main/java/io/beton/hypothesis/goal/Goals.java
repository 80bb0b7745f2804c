package io.beton.hypothesis.goal;

import io.beton.hypothesis.store.FreshId;
import io.beton.hypothesis.taxonomy.ConnectionsView;
import io.beton.hypothesis.taxonomy.CustomEvents;
import io.beton.hypothesis.taxonomy.TaxonomyView;
import io.beton.kit.store.Database;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Predicted;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.GoalId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Sets and changes goals.
 *
 * <p>Reads: connections and taxonomy through their views. Writes: {@code goal}. On failure: nothing is stored, and the
 * problem says what to give instead.
 */
@Singleton
final class Goals {
    private static final int HORIZON_DAYS = 30;
    private static final int CANDIDATES_SHOWN = 10;

    private final GoalStore store;
    private final Database database;
    private final ConnectionsView connections;
    private final TaxonomyView taxonomies;
    private final Clock clock;

    Goals(GoalStore store, Database database, ConnectionsView connections, TaxonomyView taxonomies, Clock clock) {
        this.store = store;
        this.database = database;
        this.connections = connections;
        this.taxonomies = taxonomies;
        this.clock = clock;
    }

    Goal set(GoalRequest request) {
        if (connections.find(request.connectionId()).isEmpty()) {
            throw GoalProblems.noConnection(request.connectionId());
        }
        Optional<OutcomeGuess> guess = request.outcome().isPresent() ? Optional.empty() : Optional.of(guess(request));
        Goal goal = new Goal(
                new GoalId(FreshId.of("goal")),
                request.connectionId(),
                request.name(),
                request.kind(),
                request.outcome()
                        .orElseGet(() ->
                                Predicted.event(Selector.of(guess.orElseThrow().event()))),
                guess.isPresent(),
                guess.map(OutcomeGuess::reason),
                request.horizonDays().orElse(HORIZON_DAYS),
                request.repeatable().orElse(false),
                request.bar().orElse(Bar.DEFAULT),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        return database.transaction(sql -> {
            store.add(sql, goal);
            return goal;
        });
    }

    Goal change(GoalId id, GoalChange change) {
        return database.transaction(sql -> {
            GoalStore.Kept old = store.kept(sql, id).orElseThrow(() -> GoalProblems.unknown(id.value()));
            Goal changed = old.goal().with(change);
            if (!store.replace(sql, old, changed)) {
                throw GoalProblems.changedMeanwhile(id.value());
            }
            return changed;
        });
    }

    private OutcomeGuess guess(GoalRequest request) {
        List<Taxonomy.EventType> events = taxonomies
                .find(request.connectionId())
                .map(CustomEvents::of)
                .orElseThrow(() -> GoalProblems.nothingToGuessFrom(request.connectionId()));
        return OutcomeGuess.of(request.kind(), events)
                .orElseThrow(() -> GoalProblems.nothingFits(events.stream()
                        .limit(CANDIDATES_SHOWN)
                        .map(Taxonomy.EventType::name)
                        .toList()));
    }
}
