package io.beton.hypothesis.lifecycle;

import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.kit.store.Page;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** REST for who looks at hypotheses, their past among it. */
@Path(HypothesisResource.PATH)
public final class HypothesisResource {
    public static final String PATH = "/api/v1/hypotheses";

    private final Steps steps;
    private final HypothesisStore store;
    private final VersionStore versions;
    private final AuditStore audit;
    private final ReportStore reports;
    private final Database database;

    HypothesisResource(
            Steps steps,
            HypothesisStore store,
            VersionStore versions,
            AuditStore audit,
            ReportStore reports,
            Database database) {
        this.steps = steps;
        this.store = store;
        this.versions = versions;
        this.audit = audit;
        this.reports = reports;
        this.database = database;
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
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
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}")
    @Operation(summary = "A hypothesis, with the ETag by which a step can say that it means it as it stands")
    public RestResponse<Hypothesis> get(@PathParam("id") String id) {
        return Shown.of(database.transaction(sql -> steps.find(sql, new HypothesisId(id))));
    }

    /** Every step so far, the first one first. */
    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}/audit")
    @Operation(summary = "Every step: who, when, from, to, which version, resting on which report")
    public Map<String, List<AuditEntry>> audit(@PathParam("id") String id) {
        return database.transaction(sql -> {
            HypothesisId hypothesis =
                    steps.find(sql, new HypothesisId(id)).hypothesis().hypothesisId();
            return Map.of("items", audit.of(sql, hypothesis));
        });
    }

    /** Every version with its last report: those that an edit ended as they stood then, and the present one. */
    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}/versions")
    @Operation(summary = "Every version with its last report, the first one first")
    public Map<String, List<Hypothesis>> versions(@PathParam("id") String id) {
        return database.transaction(sql -> {
            Hypothesis present = steps.find(sql, new HypothesisId(id)).hypothesis();
            List<Hypothesis> all = new ArrayList<>(versions.before(sql, present.hypothesisId()));
            all.add(present);
            return Map.of("items", all);
        });
    }

    /** Those that steps rested on and those of re-tests, the first one first. */
    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}/reports")
    @Operation(summary = "Every report so far, of backtests and of re-tests, the first one first")
    public Page<PastReport> reports(
            @PathParam("id") String id,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Page.Cut cut = Page.Cut.of(cursor, limit);
        return Page.of(
                database.transaction(sql -> reports.page(
                        sql, steps.find(sql, new HypothesisId(id)).hypothesis().hypothesisId(), cut)),
                cut,
                PastReport.Kept::number,
                PastReport.Kept::report);
    }

    /** The bytes of which the hash is the SHA-256. */
    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}/reports/{hash}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "A report that a step rested on, byte for byte; its SHA-256 is the `report_hash` of the audit")
    public String report(@PathParam("id") String id, @PathParam("hash") String hash) {
        ReportHash named = new ReportHash(hash);
        return database.transaction(sql -> reports.find(sql, new HypothesisId(id), named))
                .orElseThrow(() -> LifecycleProblems.unknownReport(named));
    }
}
