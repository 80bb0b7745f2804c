package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalProblems;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.request.Spans;
import io.beton.hypothesis.taxonomy.CustomEvents;
import io.beton.hypothesis.taxonomy.TaxonomyView;
import io.beton.kit.store.Database;
import io.beton.model.InvalidMember;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Claim;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** REST over explorations: asking for one, and looking how far it is. */
@Path("/api/v1/explorations")
public final class ExplorationResource {
    private final Explorer explorer;
    private final ExplorationStore store;
    private final ExplorationConfig config;
    private final GoalStore goals;
    private final TaxonomyView taxonomies;
    private final Spans spans;
    private final Database database;

    ExplorationResource(
            Explorer explorer,
            ExplorationStore store,
            ExplorationConfig config,
            GoalStore goals,
            TaxonomyView taxonomies,
            Spans spans,
            Database database) {
        this.explorer = explorer;
        this.store = store;
        this.config = config;
        this.goals = goals;
        this.taxonomies = taxonomies;
        this.spans = spans;
        this.database = database;
    }

    @POST
    public Response explore(ExplorationRequest request) {
        Span span = spans.of(InvalidMember.require(request, "goal_id").wish());
        Exploration exploration = database.transaction(sql -> {
            Goal goal = goals.find(sql, request.goalId())
                    .orElseThrow(() ->
                            GoalProblems.unknownIn("goal_id", request.goalId().value()));
            span.fitting(CandidateGrid.LONGEST_WITHIN_DAYS, goal.horizonDays());
            return explorer.explore(sql, goal, claims(goal), span);
        });
        return Response.accepted(exploration)
                .location(URI.create("/api/v1/explorations/" + exploration.explorationId()))
                .build();
    }

    @GET
    @Path("/{id}")
    public Exploration get(@PathParam("id") String id) {
        return database.transaction(sql -> store.find(sql, new ExplorationId(id)))
                .orElseThrow(() -> HttpProblem.valueOf(Response.Status.NOT_FOUND, "there is no exploration " + id));
    }

    private List<Claim> claims(Goal goal) {
        Taxonomy taxonomy =
                taxonomies.find(goal.connectionId()).orElseThrow(() -> GoalProblems.noTaxonomy(goal.connectionId()));
        List<Claim> claims = CandidateGrid.of(CustomEvents.of(taxonomy), goal.predicted(), config.events());
        if (claims.isEmpty()) {
            throw GoalProblems.nothingToExplore(goal.connectionId());
        }
        return claims;
    }
}
