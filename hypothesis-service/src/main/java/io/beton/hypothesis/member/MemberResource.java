package io.beton.hypothesis.member;

import io.beton.hypothesis.lifecycle.HypothesisResource;
import io.beton.kit.access.Needs;
import io.beton.kit.store.Page;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.signal.Members;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Optional;

/** REST over who met a hypothesis already when it was approved; one address for all about a hypothesis. */
@Path(HypothesisResource.PATH + "/{id}/members")
public final class MemberResource {
    private final HypothesisResource hypotheses;
    private final RouterClient router;

    MemberResource(HypothesisResource hypotheses, RouterClient router) {
        this.hypotheses = hypotheses;
        this.router = router;
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    public Members list(
            @PathParam("id") String id,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Page.Cut cut = Page.Cut.of(cursor, limit);
        Hypothesis hypothesis = hypotheses.get(id).getEntity();
        Optional<Instant> since =
                hypothesis.approvedAt().filter(at -> hypothesis.status().matched());
        return router.members(hypothesis.hypothesisId(), since, cut);
    }
}
