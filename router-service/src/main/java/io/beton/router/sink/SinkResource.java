package io.beton.router.sink;

import io.beton.kit.store.Database;
import io.beton.kit.store.Page;
import io.beton.model.InvalidMember;
import io.beton.model.id.SinkId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where signals are delivered to; a new binding gets the signals that come after it. */
@Path("/api/v1/sinks")
public final class SinkResource {
    private final SinkStore sinks;
    private final AddressGuard guard;
    private final SecretSeal seal;
    private final Database database;
    private final Clock clock;

    SinkResource(SinkStore sinks, AddressGuard guard, SecretSeal seal, Database database, Clock clock) {
        this.sinks = sinks;
        this.guard = guard;
        this.seal = seal;
        this.database = database;
        this.clock = clock;
    }

    @POST
    public Response add(SinkRequest request) {
        InvalidMember.require(request, "name");
        URI url = guard.check(request.url());
        if (request.secret().isPresent() && !seal.ready()) {
            throw HttpProblem.valueOf(
                    Response.Status.CONFLICT, "a secret cannot be stored yet: " + SecretSeal.HOW_TO_MAKE_A_KEY);
        }
        SinkId id = new SinkId(
                "sink_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16));
        SinkBinding binding = new SinkBinding(
                id, request.name(), request.kind(), url, request.secret(), SinkState.ACTIVE, clock.instant());
        database.transaction(connection -> {
            sinks.add(connection, binding);
            return binding;
        });
        return Response.created(URI.create("/api/v1/sinks/" + id))
                .entity(SinkFacts.of(binding))
                .build();
    }

    @GET
    public Page<SinkFacts> list(
            @QueryParam("cursor") Optional<String> cursor, @QueryParam("limit") @DefaultValue("100") int limit) {
        int size = Page.limit(limit);
        List<SinkFacts> rows =
                database.transaction(connection -> sinks.page(connection, cursor.map(SinkId::new), size + 1));
        List<SinkFacts> shown = rows.subList(0, Math.min(size, rows.size()));
        return new Page<>(
                shown,
                rows.size() > size ? Optional.of(shown.get(size - 1).sinkId().value()) : Optional.empty());
    }

    @GET
    @Path("/{id}")
    public SinkFacts get(@PathParam("id") String id) {
        return database.transaction(connection -> sinks.shown(connection, new SinkId(id)))
                .orElseThrow(() -> unknown(id));
    }

    @DELETE
    @Path("/{id}")
    public void delete(@PathParam("id") String id) {
        if (!database.transaction(connection -> sinks.end(connection, new SinkId(id), SinkState.DELETED))) {
            throw unknown(id);
        }
    }

    private static HttpProblem unknown(String id) {
        return HttpProblem.valueOf(Response.Status.NOT_FOUND, "there is no sink " + id);
    }
}
