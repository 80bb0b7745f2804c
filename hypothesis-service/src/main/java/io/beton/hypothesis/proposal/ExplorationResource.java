package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalProblems;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.request.Spans;
import io.beton.hypothesis.search.Space;
import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.model.InvalidMember;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** REST over explorations: asking for one, and looking how far it is. */
@Path("/api/v1/explorations")
public final class ExplorationResource {
    private final Advising advising;
    private final ExplorationStore store;
    private final GoalStore goals;
    private final Spaces spaces;
    private final Spans spans;
    private final Database database;

    ExplorationResource(
            Advising advising, ExplorationStore store, GoalStore goals, Spaces spaces, Spans spans, Database database) {
        this.advising = advising;
        this.store = store;
        this.goals = goals;
        this.spaces = spaces;
        this.spans = spans;
        this.database = database;
    }

    @POST
    @RolesAllowed(Needs.REVIEWER)
    public Response explore(ExplorationRequest request) {
        Span span = spans.of(InvalidMember.require(request, "goal_id").wish());
        Exploration exploration = database.transaction(sql -> {
            Goal goal = goals.find(sql, request.goalId())
                    .orElseThrow(() ->
                            GoalProblems.unknownIn("goal_id", request.goalId().value()));
            Space space = spaces.of(goal, request.about(), span);
            return advising.explore(sql, goal, space, span);
        });
        return Response.accepted(exploration)
                .location(URI.create("/api/v1/explorations/" + exploration.explorationId()))
                .build();
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}")
    public Exploration get(@PathParam("id") String id) {
        return database.transaction(sql -> store.find(sql, new ExplorationId(id)))
                .orElseThrow(() -> HttpProblem.valueOf(Response.Status.NOT_FOUND, "there is no exploration " + id));
    }
}
