package io.beton.router.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.kit.access.Needs;
import io.beton.kit.store.Database;
import io.beton.kit.store.Page;
import io.beton.model.id.SinkId;
import io.beton.router.identity.Identifying;
import io.beton.router.kind.AttioMembers;
import io.beton.router.kind.HubspotMembers;
import io.beton.router.kind.KafkaMembers;
import io.beton.router.kind.PosthogMembers;
import io.beton.router.kind.SlackMembers;
import io.beton.router.kind.WebhookMembers;
import io.beton.router.pace.Pace;
import io.beton.router.pace.PaceStore;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkFacts;
import io.beton.router.sink.SinkState;
import io.beton.router.sink.SinkStore;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where signals are delivered to; a new binding gets the signals that come after it. */
@Path("/api/v1/sinks")
public final class SinkResource {
    private final SinkReader reader;
    private final SinkStore sinks;
    private final Identifying identifying;
    private final PaceStore paces;
    private final Database database;
    private final Clock clock;

    SinkResource(
            SinkReader reader,
            SinkStore sinks,
            Identifying identifying,
            PaceStore paces,
            Database database,
            Clock clock) {
        this.reader = reader;
        this.sinks = sinks;
        this.identifying = identifying;
        this.paces = paces;
        this.database = database;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Needs.OPERATOR)
    @RequestBody(
            description = "The members of all kinds, and beside them those of the one that `kind` names.",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            allOf = SinkRequest.class,
                                            anyOf = {
                                                WebhookMembers.class,
                                                SlackMembers.class,
                                                HubspotMembers.class,
                                                AttioMembers.class,
                                                PosthogMembers.class,
                                                KafkaMembers.class
                                            })))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = SinkView.class)))
    public Response add(ObjectNode body) throws JsonProcessingException {
        SinkBinding binding = reader.read(body);
        sinks.missing(binding).or(() -> identifying.missing(binding)).ifPresent(missing -> {
            throw HttpProblem.valueOf(Response.Status.CONFLICT, missing);
        });
        SinkView added = database.transaction(connection -> {
            SinkFacts facts = sinks.add(connection, binding);
            paces.add(connection, binding.sinkId(), clock.instant());
            return view(connection, facts);
        });
        return Response.created(URI.create("/api/v1/sinks/" + added.sinkId()))
                .entity(added)
                .build();
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    public Page<SinkView> list(
            @QueryParam("cursor") Optional<String> cursor, @QueryParam("limit") @DefaultValue("100") int limit) {
        int size = Page.limit(limit);
        return database.transaction(connection -> {
            List<SinkFacts> rows = sinks.page(connection, cursor.map(SinkId::new), size + 1);
            List<SinkFacts> shown = rows.subList(0, Math.min(size, rows.size()));
            Map<SinkId, Pace.Circuit> circuits = paces.circuits(
                    connection, shown.stream().map(SinkFacts::sinkId).toList(), clock.instant());
            return new Page<>(
                    shown.stream()
                            .map(facts -> SinkView.of(facts, Optional.ofNullable(circuits.get(facts.sinkId()))))
                            .toList(),
                    rows.size() > size
                            ? Optional.of(shown.get(size - 1).sinkId().value())
                            : Optional.empty());
        });
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}")
    public SinkView get(@PathParam("id") String id) {
        return database.transaction(connection -> {
                    Optional<SinkFacts> facts = sinks.shown(connection, new SinkId(id));
                    return facts.isEmpty() ? Optional.<SinkView>empty() : Optional.of(view(connection, facts.get()));
                })
                .orElseThrow(() -> unknown(id));
    }

    @DELETE
    @RolesAllowed(Needs.OPERATOR)
    @Path("/{id}")
    public void delete(@PathParam("id") String id) {
        if (!database.transaction(connection -> sinks.end(connection, new SinkId(id), SinkState.DELETED))) {
            throw unknown(id);
        }
    }

    private SinkView view(Connection connection, SinkFacts facts) throws SQLException {
        Map<SinkId, Pace.Circuit> circuit = paces.circuits(connection, List.of(facts.sinkId()), clock.instant());
        return SinkView.of(facts, Optional.ofNullable(circuit.get(facts.sinkId())));
    }

    static HttpProblem unknown(String id) {
        return HttpProblem.valueOf(Response.Status.NOT_FOUND, "there is no sink " + id);
    }
}
