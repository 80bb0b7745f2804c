package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.request.Spans;
import io.beton.hypothesis.store.Database;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** REST over the steps that a person takes with a hypothesis; a step that its state forbids is a 409. */
@Path(HypothesisResource.PATH + "/{id}")
public final class StepResource {
    private final HypothesisLifecycle lifecycle;
    private final Approvals approvals;
    private final HypothesisStore store;
    private final GoalStore goals;
    private final Spans spans;
    private final Database database;

    StepResource(
            HypothesisLifecycle lifecycle,
            Approvals approvals,
            HypothesisStore store,
            GoalStore goals,
            Spans spans,
            Database database) {
        this.lifecycle = lifecycle;
        this.approvals = approvals;
        this.store = store;
        this.goals = goals;
        this.spans = spans;
        this.database = database;
    }

    /** Its end is seen at the hypothesis itself. */
    @POST
    @Path("/backtest")
    public Response backtest(@PathParam("id") String id, Span.Wish wish) {
        HypothesisId hypothesis = new HypothesisId(id);
        Span span = spans.of(wish == null ? Span.Wish.NONE : wish);
        RequestId request = database.transaction(sql -> {
            Hypothesis tested = store.find(sql, hypothesis)
                    .orElseThrow(() -> LifecycleProblems.unknown(hypothesis))
                    .hypothesis();
            span.fitting(tested.claim().withinDays(), tested.outcome().horizonDays());
            Goal goal = goals.find(sql, tested.goalId()).orElseThrow();
            return lifecycle.backtest(sql, List.of(hypothesis), span, goal.bar(), Decision.SILENT.who());
        });
        return Response.accepted(Map.of("request_id", request))
                .location(URI.create(HypothesisResource.PATH + "/" + id))
                .build();
    }

    @POST
    @Path("/approve")
    public Hypothesis approve(@PathParam("id") String id, Decision decision) {
        return database.transaction(sql -> approvals.approve(sql, new HypothesisId(id), Decision.of(decision)));
    }

    @POST
    @Path("/reject")
    public Hypothesis reject(@PathParam("id") String id, Decision decision) {
        return move(id, HypothesisState.REJECTED, decision);
    }

    @POST
    @Path("/pause")
    public Hypothesis pause(@PathParam("id") String id, Decision decision) {
        return move(id, HypothesisState.PAUSED, decision);
    }

    @POST
    @Path("/resume")
    public Hypothesis resume(@PathParam("id") String id, Decision decision) {
        return database.transaction(sql -> approvals.resume(sql, new HypothesisId(id), Decision.of(decision)));
    }

    @POST
    @Path("/retire")
    public Hypothesis retire(@PathParam("id") String id, Decision decision) {
        return move(id, HypothesisState.RETIRED, decision);
    }

    private Hypothesis move(String id, HypothesisState to, Decision decision) {
        return database.transaction(sql -> lifecycle.move(sql, new HypothesisId(id), to, Decision.of(decision)));
    }
}
