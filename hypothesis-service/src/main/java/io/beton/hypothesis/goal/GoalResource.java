package io.beton.hypothesis.goal;

import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.kit.store.Page;
import io.beton.model.InvalidMember;
import io.beton.model.id.GoalId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;

/** REST over goals. */
@Path("/api/v1/goals")
public final class GoalResource {
    private final Goals goals;
    private final GoalStore store;
    private final Database database;

    GoalResource(Goals goals, GoalStore store, Database database) {
        this.goals = goals;
        this.store = store;
        this.database = database;
    }

    @POST
    @RolesAllowed(Needs.OPERATOR)
    public Response set(GoalRequest request) {
        Goal goal = goals.set(InvalidMember.require(request, "connection_id"));
        return Response.created(URI.create("/api/v1/goals/" + goal.goalId()))
                .entity(goal)
                .build();
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    public Page<Goal> list(
            @QueryParam("cursor") Optional<String> cursor, @QueryParam("limit") @DefaultValue("100") int limit) {
        Page.Cut cut = Page.Cut.of(cursor, limit);
        return Page.of(
                database.transaction(sql -> store.page(sql, cut)), cut, GoalStore.Kept::number, GoalStore.Kept::goal);
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}")
    public Goal get(@PathParam("id") String id) {
        return database.transaction(sql -> store.find(sql, new GoalId(id))).orElseThrow(() -> GoalProblems.unknown(id));
    }

    @PATCH
    @RolesAllowed(Needs.OPERATOR)
    @Path("/{id}")
    public Goal change(@PathParam("id") String id, GoalChange change) {
        return goals.change(new GoalId(id), InvalidMember.require(change, "outcome"));
    }
}
