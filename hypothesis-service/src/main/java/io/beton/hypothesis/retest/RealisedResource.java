package io.beton.hypothesis.retest;

import io.beton.hypothesis.lifecycle.HypothesisResource;
import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.kit.store.Page;
import io.beton.model.id.HypothesisId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;

/** REST over how the signals of a hypothesis came true, look by look. */
@Path(HypothesisResource.PATH + "/{id}/realised")
public final class RealisedResource {
    private final HypothesisResource hypotheses;
    private final LookStore looks;
    private final Database database;

    RealisedResource(HypothesisResource hypotheses, LookStore looks, Database database) {
        this.hypotheses = hypotheses;
        this.looks = looks;
        this.database = database;
    }

    /** The first look first. */
    @GET
    @RolesAllowed(Needs.VIEWER)
    public Page<Look> list(
            @PathParam("id") String id,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Page.Cut cut = Page.Cut.of(cursor, limit);
        hypotheses.get(id);
        HypothesisId of = new HypothesisId(id);
        return Page.of(database.transaction(sql -> looks.page(sql, of, cut)), cut, Look.Kept::number, Look.Kept::look);
    }
}
