package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalProblems;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.taxonomy.TaxonomyView;
import io.beton.kit.store.Database;
import io.beton.kit.store.Page;
import io.beton.model.InvalidMember;
import io.beton.model.hogql.NotExpressible;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** REST over hypotheses: proposing one's own, and looking. */
@Path(HypothesisResource.PATH)
public final class HypothesisResource {
    public static final String PATH = "/api/v1/hypotheses";

    private final HypothesisLifecycle lifecycle;
    private final HypothesisStore store;
    private final AuditStore audit;
    private final GoalStore goals;
    private final TaxonomyView taxonomies;
    private final Database database;

    HypothesisResource(
            HypothesisLifecycle lifecycle,
            HypothesisStore store,
            AuditStore audit,
            GoalStore goals,
            TaxonomyView taxonomies,
            Database database) {
        this.lifecycle = lifecycle;
        this.store = store;
        this.audit = audit;
        this.goals = goals;
        this.taxonomies = taxonomies;
        this.database = database;
    }

    @POST
    public Response propose(HypothesisRequest request) {
        GoalId goalId = InvalidMember.require(request, "condition").goalId();
        checkGroupType(request);
        Hypothesis proposed = database.transaction(sql -> {
            Goal goal = goals.find(sql, goalId).orElseThrow(() -> GoalProblems.unknownIn("goal_id", goalId.value()));
            Hypothesis hypothesis = request.proposed(goal);
            lifecycle.propose(sql, hypothesis, Decision.SILENT.who());
            return hypothesis;
        });
        return Response.created(URI.create(PATH + "/" + proposed.hypothesisId()))
                .entity(proposed)
                .build();
    }

    private void checkGroupType(HypothesisRequest request) {
        try {
            taxonomies.column(request.connectionId(), request.subject().orElse(Subject.PERSON));
        } catch (NotExpressible e) {
            throw new InvalidMember("subject.group_type", e.getMessage());
        }
    }

    @GET
    public Page<Hypothesis> list(
            @QueryParam("status") Optional<String> status,
            @QueryParam("goal_id") Optional<String> goal,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Page.Cut cut = Page.Cut.of(cursor, limit);
        Optional<HypothesisState> state = status.map(StateName::parse);
        Optional<GoalId> goalId = goal.map(GoalId::new);
        return Page.of(
                database.transaction(sql -> store.page(sql, state, goalId, cut)),
                cut,
                KeptHypothesis::number,
                KeptHypothesis::hypothesis);
    }

    @GET
    @Path("/{id}")
    public Hypothesis get(@PathParam("id") String id) {
        HypothesisId hypothesis = new HypothesisId(id);
        return database.transaction(sql -> store.find(sql, hypothesis))
                .orElseThrow(() -> LifecycleProblems.unknown(hypothesis))
                .hypothesis();
    }

    /** Every step so far, the first one first. */
    @GET
    @Path("/{id}/audit")
    public Map<String, List<AuditEntry>> audit(@PathParam("id") String id) {
        HypothesisId hypothesis = get(id).hypothesisId();
        return Map.of("items", database.transaction(sql -> audit.of(sql, hypothesis)));
    }
}
