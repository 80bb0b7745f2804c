package io.beton.router.signal;

import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.kit.store.Page;
import io.beton.model.id.HypothesisId;
import io.beton.model.signal.Signal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;

/** Lists what was signalled, the newest last. */
@Path("/api/v1/signals")
public final class SignalResource {
    private final SignalStore signals;
    private final Database database;

    SignalResource(SignalStore signals, Database database) {
        this.signals = signals;
        this.database = database;
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    public Page<Signal> list(
            @QueryParam("hypothesis_id") Optional<String> hypothesis,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Page.Cut cut = Page.Cut.of(cursor, limit);
        List<SignalStore.Positioned> rows =
                database.transaction(connection -> signals.page(connection, hypothesis.map(HypothesisId::new), cut));
        return Page.of(rows, cut, SignalStore.Positioned::position, SignalStore.Positioned::signal);
    }
}
