package io.beton.router.delivery;

import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.kit.store.Page;
import io.beton.model.InvalidMember;
import io.beton.model.id.SignalId;
import io.beton.model.id.SinkId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Shows how deliveries went, and makes settled ones due again. */
@Path("/api/v1/deliveries")
public final class DeliveryResource {
    private final DeliveryQuery deliveries;
    private final DeliveryLoop loop;
    private final Database database;
    private final Clock clock;

    DeliveryResource(DeliveryQuery deliveries, DeliveryLoop loop, Database database, Clock clock) {
        this.deliveries = deliveries;
        this.loop = loop;
        this.database = database;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    public Page<Delivery> list(
            @QueryParam("signal_id") Optional<String> signal,
            @QueryParam("sink_id") Optional<String> sink,
            @QueryParam("state") Optional<String> state,
            @QueryParam("cursor") Optional<String> cursor,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        DeliveryQuery.Filter filter = new DeliveryQuery.Filter(
                signal.map(SignalId::new), sink.map(SinkId::new), state.map(DeliveryResource::state));
        Page.Cut cut = Page.Cut.of(cursor, limit);
        List<DeliveryQuery.Positioned> rows =
                database.transaction(connection -> deliveries.page(connection, filter, cut));
        return Page.of(rows, cut, DeliveryQuery.Positioned::position, DeliveryQuery.Positioned::delivery);
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}")
    public Delivery get(@PathParam("id") String id) {
        return database.transaction(connection -> deliveries.find(connection, id))
                .orElseThrow(() -> HttpProblem.valueOf(Response.Status.NOT_FOUND, "there is no delivery " + id));
    }

    @POST
    @RolesAllowed(Needs.OPERATOR)
    @Path("/{id}/replay")
    public Response replay(@PathParam("id") String id) {
        Delivery before = get(id);
        if (!database.transaction(connection -> deliveries.replay(connection, id, clock.instant()))) {
            throw HttpProblem.valueOf(
                    Response.Status.CONFLICT,
                    before.state() == Delivery.State.PENDING
                            ? "the delivery is pending; it will be attempted by itself"
                            : "its sink takes nothing any more; add a new one");
        }
        loop.ring();
        return Response.accepted(get(id)).build();
    }

    @POST
    @RolesAllowed(Needs.OPERATOR)
    @Path("/replay")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Replayed.class)))
    public Response replay(DeliveryQuery.Replay which) {
        InvalidMember.require(which, "sink_id");
        int replayed = database.transaction(connection -> deliveries.replay(connection, which, clock.instant()));
        loop.ring();
        return Response.accepted(new Replayed(replayed)).build();
    }

    /** How many deliveries were made due again. */
    record Replayed(int replayed) {}

    private static Delivery.State state(String state) {
        try {
            return Delivery.State.of(state);
        } catch (IllegalArgumentException e) {
            throw new InvalidMember("state", "`state` must be `pending`, `delivered` or `exhausted`");
        }
    }
}
