package io.beton.ingest.connection;

import io.beton.ingest.history.HistoryStore;
import io.beton.ingest.history.ReadHistory;
import io.beton.ingest.limit.Limiter;
import io.beton.ingest.limit.LimitsView;
import io.beton.ingest.limit.PostHogProject;
import io.beton.ingest.poll.PollNow;
import io.beton.ingest.posthog.ReadLedger;
import io.beton.ingest.store.ConnectionStore;
import io.beton.ingest.store.TaxonomyStore;
import io.beton.kit.access.Needs;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.id.ConnectionId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** REST over connections. A key goes in and never comes out. */
@Path("/api/v1/connections")
public class ConnectionResource {
    private final ConnectionStore store;
    private final TaxonomyStore taxonomies;
    private final Connecting connecting;
    private final ReadLedger ledger;
    private final HistoryStore histories;
    private final Limiter limiter;
    private final PollNow polls;

    ConnectionResource(
            ConnectionStore store,
            TaxonomyStore taxonomies,
            Connecting connecting,
            ReadLedger ledger,
            HistoryStore histories,
            Limiter limiter,
            PollNow polls) {
        this.store = store;
        this.taxonomies = taxonomies;
        this.connecting = connecting;
        this.ledger = ledger;
        this.histories = histories;
        this.limiter = limiter;
        this.polls = polls;
    }

    @POST
    @RolesAllowed(Needs.OPERATOR)
    public Response connect(ConnectionRequest request) {
        ConnectionFacts facts = connecting.connect(given(request));
        return Response.created(URI.create("/api/v1/connections/" + facts.connectionId()))
                .entity(facts)
                .build();
    }

    /** Those that were not deleted, oldest first; they are few, so there is never a second page. */
    @GET
    @RolesAllowed(Needs.VIEWER)
    public Map<String, List<ConnectionFacts>> list() {
        return Map.of(
                "items",
                store.all().stream()
                        .map(ConnectionStore.Stored::facts)
                        .filter(facts -> facts.state() != ConnectionFacts.State.DELETED)
                        .toList());
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}")
    public ConnectionFacts get(@PathParam("id") String id) {
        return store.find(new ConnectionId(id))
                .orElseThrow(() -> ConnectionProblems.unknown(id))
                .facts();
    }

    @PATCH
    @RolesAllowed(Needs.OPERATOR)
    @Path("/{id}")
    public ConnectionFacts change(@PathParam("id") String id, ConnectionChange change) {
        return connecting.change(undeleted(id), given(change));
    }

    @DELETE
    @RolesAllowed(Needs.OPERATOR)
    @Path("/{id}")
    public void disconnect(@PathParam("id") String id) {
        connecting.disconnect(get(id).connectionId());
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}/taxonomy")
    public Taxonomy taxonomy(@PathParam("id") String id) {
        return taxonomies.find(get(id).connectionId()).orElseThrow(ConnectionProblems::notReadYet);
    }

    @POST
    @RolesAllowed(Needs.OPERATOR)
    @Path("/{id}/sync")
    public Response sync(@PathParam("id") String id) {
        ConnectionFacts facts = undeleted(id);
        if (facts.state() == ConnectionFacts.State.BROKEN) {
            throw ConnectionProblems.broken(id, facts.reason().orElse("reason unknown"));
        }
        polls.soon(facts.connectionId());
        return Response.accepted().build();
    }

    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}/reads")
    public Reads reads(@PathParam("id") String id) {
        ConnectionFacts facts = get(id);
        return Reads.of(
                ledger.of(facts.connectionId()),
                limiter.view(PostHogProject.of(URI.create(facts.host()), facts.projectId())));
    }

    /** The latest requests for its history, with what they were estimated to cost and what they did. */
    @GET
    @RolesAllowed(Needs.VIEWER)
    @Path("/{id}/histories")
    public Map<String, List<ReadHistory>> histories(@PathParam("id") String id) {
        return Map.of("items", histories.of(get(id).connectionId()));
    }

    private ConnectionFacts undeleted(String id) {
        ConnectionFacts facts = get(id);
        if (facts.state() == ConnectionFacts.State.DELETED) {
            throw ConnectionProblems.deleted(id);
        }
        return facts;
    }

    private static <T> T given(T body) {
        if (body == null) {
            throw ConnectionProblems.noBody();
        }
        return body;
    }

    /** What a connection has cost PostHog, and how much of our share of the project's limits is used now. */
    record Reads(long queries, long bytes, List<ReadLedger.Read> purposes, LimitsView limits) {
        static Reads of(List<ReadLedger.Read> purposes, LimitsView limits) {
            return new Reads(
                    purposes.stream().mapToLong(ReadLedger.Read::queries).sum(),
                    purposes.stream().mapToLong(ReadLedger.Read::bytes).sum(),
                    purposes,
                    limits);
        }
    }
}
