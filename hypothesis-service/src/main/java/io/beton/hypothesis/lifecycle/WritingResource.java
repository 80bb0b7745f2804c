package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.draft.Draft;
import io.beton.hypothesis.draft.Drafts;
import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalProblems;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.model.InvalidMember;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/** REST for who writes hypotheses: proposing one's own, and editing. A dry run answers alike and changes nothing. */
@Path(HypothesisResource.PATH)
public final class WritingResource {
    private final Steps steps;
    private final Edits edits;
    private final Drafts drafts;
    private final GoalStore goals;
    private final Reviews reviews;
    private final Database database;

    WritingResource(Steps steps, Edits edits, Drafts drafts, GoalStore goals, Reviews reviews, Database database) {
        this.steps = steps;
        this.edits = edits;
        this.drafts = drafts;
        this.goals = goals;
        this.reviews = reviews;
        this.database = database;
    }

    @POST
    @RolesAllowed(Needs.REVIEWER)
    @Operation(
            summary = "Proposes a hypothesis, with warnings and an estimate of what its backtest will read",
            description = "With `dry_run=true` it answers 200 with the same, and nothing is stored or published.")
    @APIResponseSchema(value = Draft.class, responseCode = "201", responseDescription = "proposed; 200 for a dry run")
    @Parameter(name = DryRun.NAME, in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.BOOLEAN))
    public RestResponse<Draft> propose(@Context UriInfo address, HypothesisRequest request) {
        boolean dry = DryRun.asked(address);
        GoalId goalId = InvalidMember.require(request, "condition").goalId();
        Goal goal = database.transaction(sql -> goals.find(sql, goalId))
                .orElseThrow(() -> GoalProblems.unknownIn("goal_id", goalId.value()));
        Draft draft = drafts.of(
                request.proposed(goal, dry), request.allowUnknownEvents().orElse(false));
        if (dry) {
            return RestResponse.ok(draft);
        }
        String who = reviews.who(request.by());
        KeptHypothesis kept = database.transaction(sql -> steps.begin(sql, draft.written(), who));
        return RestResponse.ResponseBuilder.<Draft>created(URI.create(
                        HypothesisResource.PATH + "/" + kept.hypothesis().hypothesisId()))
                .entity(draft)
                .header(HttpHeaders.ETAG, kept.tag())
                .build();
    }

    @PATCH
    @RolesAllowed(Needs.REVIEWER)
    @Path("/{id}")
    @Operation(
            summary = "Edits a hypothesis; members that are left out stay",
            description =
                    "A change of condition, design or, with `retake_goal`, of the goal's outcome and horizon makes a"
                            + " new version, which begins as `proposed`. Other words for the same claim do not.")
    @Parameter(name = DryRun.NAME, in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.BOOLEAN))
    public RestResponse<Draft> edit(
            @PathParam("id") String id,
            @Context UriInfo address,
            @HeaderParam(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
            HypothesisChange change) {
        boolean dry = DryRun.asked(address);
        InvalidMember.require(change, "condition");
        Review review = Review.of(reviews.who(change.by()), change.comment(), new Seen(change.version(), ifMatch));
        Edit edit = database.transaction(sql -> edits.prepared(sql, new HypothesisId(id), change, review.seen()));
        Draft draft = draft(edit, change);
        if (dry) {
            return RestResponse.ok(draft);
        }
        KeptHypothesis kept = database.transaction(sql -> edits.carryOut(sql, edit, review));
        return RestResponse.ResponseBuilder.ok(draft)
                .header(HttpHeaders.ETAG, kept.tag())
                .build();
    }

    private Draft draft(Edit edit, HypothesisChange change) {
        if (!edit.makesVersion()) {
            return Draft.of(edit.next());
        }
        Draft draft = drafts.of(edit.next(), change.allowUnknownEvents().orElse(false));
        return edit.keepsWords()
                ? draft.warning("`hypothesis` still says `" + edit.next().hypothesis()
                        + "`; give a new sentence if that is no longer what it claims")
                : draft;
    }
}
