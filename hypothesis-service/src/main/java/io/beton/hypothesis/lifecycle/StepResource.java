package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.request.Spans;
import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * REST over the steps that a person takes with a hypothesis. A step that its state forbids is a 409, and one that was
 * meant for another version a 409, or a 412 where {@code If-Match} says so.
 */
@Path(HypothesisResource.PATH + "/{id}")
@Consumes(MediaType.WILDCARD)
public final class StepResource {
    private final Steps steps;
    private final HypothesisLifecycle lifecycle;
    private final Backtests backtests;
    private final Approvals approvals;
    private final GoalStore goals;
    private final Spans spans;
    private final Reviews reviews;
    private final OptionalBody bodies;
    private final Database database;

    StepResource(
            Steps steps,
            HypothesisLifecycle lifecycle,
            Backtests backtests,
            Approvals approvals,
            GoalStore goals,
            Spans spans,
            Reviews reviews,
            OptionalBody bodies,
            Database database) {
        this.steps = steps;
        this.lifecycle = lifecycle;
        this.backtests = backtests;
        this.approvals = approvals;
        this.goals = goals;
        this.spans = spans;
        this.reviews = reviews;
        this.bodies = bodies;
        this.database = database;
    }

    /** Its end is seen at the hypothesis itself. */
    @POST
    @RolesAllowed(Needs.REVIEWER)
    @Path("/backtest")
    @RequestBody(content = @Content(schema = @Schema(implementation = BacktestWish.class)))
    public Response backtest(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) Optional<String> ifMatch, String body) {
        HypothesisId hypothesis = new HypothesisId(id);
        BacktestWish wish = bodies.read(body, BacktestWish.NONE, BacktestWish.class);
        Review review = Review.of(reviews.who(wish.by()), wish.comment(), new Seen(wish.version(), ifMatch));
        Span span = spans.of(wish.span());
        RequestId request = database.transaction(sql -> {
            Hypothesis tested = steps.find(sql, hypothesis).hypothesis();
            span.fitting(tested.design().evidenceDays(), tested.outcome().horizonDays());
            Goal goal = goals.find(sql, tested.goalId()).orElseThrow();
            return backtests.again(sql, hypothesis, span, goal.bar(), review);
        });
        return Response.accepted(Map.of("request_id", request))
                .location(URI.create(HypothesisResource.PATH + "/" + id))
                .build();
    }

    @POST
    @RolesAllowed(Needs.REVIEWER)
    @Path("/approve")
    @RequestBody(content = @Content(schema = @Schema(implementation = Decision.class)))
    public RestResponse<Hypothesis> approve(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) Optional<String> ifMatch, String body) {
        Review review = reviews.of(body, ifMatch);
        return Shown.of(database.transaction(sql -> approvals.approve(sql, new HypothesisId(id), review)));
    }

    @POST
    @RolesAllowed(Needs.REVIEWER)
    @Path("/reject")
    @RequestBody(content = @Content(schema = @Schema(implementation = Decision.class)))
    public RestResponse<Hypothesis> reject(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) Optional<String> ifMatch, String body) {
        return move(id, HypothesisState.REJECTED, reviews.of(body, ifMatch));
    }

    @POST
    @RolesAllowed(Needs.REVIEWER)
    @Path("/pause")
    @RequestBody(content = @Content(schema = @Schema(implementation = Decision.class)))
    public RestResponse<Hypothesis> pause(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) Optional<String> ifMatch, String body) {
        return move(id, HypothesisState.PAUSED, reviews.of(body, ifMatch));
    }

    @POST
    @RolesAllowed(Needs.REVIEWER)
    @Path("/resume")
    @RequestBody(content = @Content(schema = @Schema(implementation = Decision.class)))
    public RestResponse<Hypothesis> resume(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) Optional<String> ifMatch, String body) {
        Review review = reviews.of(body, ifMatch);
        return Shown.of(database.transaction(sql -> approvals.resume(sql, new HypothesisId(id), review)));
    }

    @POST
    @RolesAllowed(Needs.REVIEWER)
    @Path("/retire")
    @RequestBody(content = @Content(schema = @Schema(implementation = Decision.class)))
    public RestResponse<Hypothesis> retire(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) Optional<String> ifMatch, String body) {
        return move(id, HypothesisState.RETIRED, reviews.of(body, ifMatch));
    }

    private RestResponse<Hypothesis> move(String id, HypothesisState to, Review review) {
        return Shown.of(database.transaction(sql -> lifecycle.move(sql, new HypothesisId(id), to, review)));
    }
}
