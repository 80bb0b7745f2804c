package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.request.Spans;
import io.beton.kit.store.Database;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** REST over the steps that a person takes with a hypothesis; a step that its state forbids is a 409. */
@Path(HypothesisResource.PATH + "/{id}")
@Consumes(MediaType.WILDCARD)
public final class StepResource {
    private final HypothesisLifecycle lifecycle;
    private final Approvals approvals;
    private final HypothesisStore store;
    private final GoalStore goals;
    private final Spans spans;
    private final Database database;
    private final OptionalBody bodies;

    StepResource(
            HypothesisLifecycle lifecycle,
            Approvals approvals,
            HypothesisStore store,
            GoalStore goals,
            Spans spans,
            Database database,
            OptionalBody bodies) {
        this.lifecycle = lifecycle;
        this.approvals = approvals;
        this.store = store;
        this.goals = goals;
        this.spans = spans;
        this.database = database;
        this.bodies = bodies;
    }

    /** Its end is seen at the hypothesis itself. */
    @POST
    @Path("/backtest")
    @RequestBody(content = @Content(schema = @Schema(implementation = Span.Wish.class)))
    public Response backtest(@PathParam("id") String id, String body) {
        HypothesisId hypothesis = new HypothesisId(id);
        Span span = spans.of(bodies.read(body, Span.Wish.NONE, Span.Wish.class));
        RequestId request = database.transaction(sql -> {
            Hypothesis tested = store.find(sql, hypothesis)
                    .orElseThrow(() -> LifecycleProblems.unknown(hypothesis))
                    .hypothesis();
            span.fitting(tested.design().evidenceDays(), tested.outcome().horizonDays());
            Goal goal = goals.find(sql, tested.goalId()).orElseThrow();
            return lifecycle.again(sql, tested, span, goal.bar(), Decision.SILENT.who());
        });
        return Response.accepted(Map.of("request_id", request))
                .location(URI.create(HypothesisResource.PATH + "/" + id))
                .build();
    }

    @POST
    @Path("/approve")
    @RequestBody(content = @Content(schema = @Schema(implementation = Decision.class)))
    public Hypothesis approve(@PathParam("id") String id, String body) {
        return database.transaction(sql -> approvals.approve(sql, new HypothesisId(id), decision(body)));
    }

    @POST
    @Path("/reject")
    @RequestBody(content = @Content(schema = @Schema(implementation = Decision.class)))
    public Hypothesis reject(@PathParam("id") String id, String body) {
        return move(id, HypothesisState.REJECTED, body);
    }

    @POST
    @Path("/pause")
    @RequestBody(content = @Content(schema = @Schema(implementation = Decision.class)))
    public Hypothesis pause(@PathParam("id") String id, String body) {
        return move(id, HypothesisState.PAUSED, body);
    }

    @POST
    @Path("/resume")
    @RequestBody(content = @Content(schema = @Schema(implementation = Decision.class)))
    public Hypothesis resume(@PathParam("id") String id, String body) {
        return database.transaction(sql -> approvals.resume(sql, new HypothesisId(id), decision(body)));
    }

    @POST
    @Path("/retire")
    @RequestBody(content = @Content(schema = @Schema(implementation = Decision.class)))
    public Hypothesis retire(@PathParam("id") String id, String body) {
        return move(id, HypothesisState.RETIRED, body);
    }

    private Hypothesis move(String id, HypothesisState to, String body) {
        return database.transaction(sql -> lifecycle.move(sql, new HypothesisId(id), to, decision(body)));
    }

    private Decision decision(String body) {
        return bodies.read(body, Decision.SILENT, Decision.class);
    }
}
