package io.beton.hypothesis.proposal;

import io.beton.hypothesis.advisor.Question;
import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalProblems;
import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.search.Space;
import io.beton.hypothesis.taxonomy.ConnectionsView;
import io.beton.hypothesis.taxonomy.TaxonomyView;
import io.beton.model.InvalidMember;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * What there is to search for a goal, from what its connection is known to use.
 *
 * <p>Reads: connections and taxonomy through their views. Writes: nothing. On failure: the problem says what to do.
 */
@Singleton
final class Spaces {
    /** One candidate in so many may come from an advisor; the first level of a search has room for more. */
    private static final int MOST_ADVISED = 4;

    private final ConnectionsView connections;
    private final TaxonomyView taxonomies;
    private final ExplorationConfig config;

    Spaces(ConnectionsView connections, TaxonomyView taxonomies, ExplorationConfig config) {
        this.connections = connections;
        this.taxonomies = taxonomies;
        this.config = config;
    }

    Space of(Goal goal, Subject subject, Span span) {
        Taxonomy taxonomy =
                taxonomies.find(goal.connectionId()).orElseThrow(() -> GoalProblems.noTaxonomy(goal.connectionId()));
        subject.groupType().ifPresent(type -> known(type, taxonomy));
        Space.Wanted wanted = new Space.Wanted(goal.kind(), goal.predicted(), subject, span.windowDays());
        span.fitting(Space.shortestEvidence(wanted), goal.horizonDays());
        Space space = Space.of(wanted, taxonomy, values(goal.connectionId()), config.stable(), config.limits());
        if (space.events().isEmpty()) {
            throw GoalProblems.nothingToExplore(goal.connectionId());
        }
        return space;
    }

    /** What an advisor is asked; it learns no more than a search may use. */
    Question question(Goal goal, Subject subject, Span span) {
        Taxonomy taxonomy =
                taxonomies.find(goal.connectionId()).orElseThrow(() -> GoalProblems.noTaxonomy(goal.connectionId()));
        return new Question(
                goal,
                subject,
                span,
                taxonomy,
                values(goal.connectionId()),
                config.limits().candidates() / MOST_ADVISED);
    }

    private static void known(String type, Taxonomy taxonomy) {
        List<String> types =
                taxonomy.groupTypes().stream().map(Taxonomy.GroupType::name).toList();
        InvalidMember.check(
                types.contains(type),
                "subject.group_type",
                "`" + type + "` is no type of group of this connection; known are " + types);
    }

    private boolean values(ConnectionId id) {
        return connections.find(id).map(ConnectionFacts::sampleValues).orElse(false);
    }
}
