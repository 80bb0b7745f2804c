package io.beton.ingest.connection;

import io.beton.ingest.poll.PollNow;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.ReadLedger;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.ingest.store.ConnectionStore;
import io.beton.ingest.taxonomy.TaxonomyReader;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.id.ConnectionId;
import io.beton.model.match.Times;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Connects projects, and disconnects them. Nothing is stored before PostHog has accepted the key. */
@Path("/api/v1/connections")
public class ConnectionResource {
    private static final int UNPROCESSABLE = 422;
    private static final Clock CLOCK = Clock.systemUTC();

    private final ConnectionStore store;
    private final ConnectionCheck check;
    private final KeySeal seal;
    private final IngestConfig config;
    private final ReadLedger ledger;
    private final PollNow polls;
    private final TaxonomyReader taxonomies;

    ConnectionResource(
            ConnectionStore store,
            ConnectionCheck check,
            KeySeal seal,
            IngestConfig config,
            ReadLedger ledger,
            PollNow polls,
            TaxonomyReader taxonomies) {
        this.store = store;
        this.check = check;
        this.seal = seal;
        this.config = config;
        this.ledger = ledger;
        this.polls = polls;
        this.taxonomies = taxonomies;
    }

    @POST
    public Response connect(ConnectionRequest request) {
        ConnectionId id = new ConnectionId("con_" + UUID.randomUUID().toString().replace("-", ""));
        Endpoint endpoint = new Endpoint(request.address(), request.projectId(), request.apiKey());
        ConnectionCheck.Project project = tried(endpoint);
        ConnectionFacts facts = new ConnectionFacts(
                id,
                request.name(),
                endpoint.host().toString(),
                request.projectId(),
                project.name(),
                project.timezone(),
                request.interval(config.minSyncEvery()),
                ConnectionFacts.State.CONNECTED,
                Optional.empty(),
                CLOCK.instant().truncatedTo(ChronoUnit.MICROS));
        store.save(facts, Optional.of(seal.seal(id, request.apiKey())), Times.micros(facts.createdAt()));
        taxonomies.readSoon(id);
        return Response.created(URI.create("/api/v1/connections/" + id))
                .entity(facts)
                .build();
    }

    @GET
    public Map<String, List<ConnectionFacts>> list() {
        return Map.of(
                "items", store.all().stream().map(ConnectionStore.Stored::facts).toList());
    }

    @GET
    @Path("/{id}")
    public ConnectionFacts get(@PathParam("id") String id) {
        return stored(id).facts();
    }

    @PATCH
    @Path("/{id}")
    public ConnectionFacts change(@PathParam("id") String id, Change change) {
        ConnectionStore.Stored stored = live(id);
        ConnectionFacts facts = stored.facts();
        change.apiKey().ifPresent(key -> tried(new Endpoint(URI.create(facts.host()), facts.projectId(), key)));
        Optional<byte[]> sealedKey =
                change.apiKey().map(key -> seal.seal(facts.connectionId(), key)).or(stored::sealedKey);
        boolean mended = change.apiKey().isPresent();
        ConnectionFacts changed = new ConnectionFacts(
                facts.connectionId(),
                change.name().orElse(facts.name()),
                facts.host(),
                facts.projectId(),
                facts.projectName(),
                facts.timezone(),
                ConnectionRequest.interval(change.syncEvery(), config.minSyncEvery(), facts.syncEvery()),
                mended ? ConnectionFacts.State.CONNECTED : facts.state(),
                mended ? Optional.empty() : facts.reason(),
                facts.createdAt());
        store.save(changed, sealedKey, 0);
        return changed;
    }

    @DELETE
    @Path("/{id}")
    public void disconnect(@PathParam("id") String id) {
        ConnectionFacts facts = live(id).facts();
        ConnectionFacts deleted = new ConnectionFacts(
                facts.connectionId(),
                facts.name(),
                facts.host(),
                facts.projectId(),
                facts.projectName(),
                facts.timezone(),
                facts.syncEvery(),
                ConnectionFacts.State.DELETED,
                Optional.of("deleted; its key is forgotten"),
                facts.createdAt());
        store.save(deleted, Optional.empty(), 0);
    }

    @GET
    @Path("/{id}/taxonomy")
    public Taxonomy taxonomy(@PathParam("id") String id) {
        return store.taxonomy(stored(id).facts().connectionId())
                .orElseThrow(() -> HttpProblem.valueOf(
                        Response.Status.NOT_FOUND, "the taxonomy has not been read yet; ask again in a moment"));
    }

    @POST
    @Path("/{id}/sync")
    public Response sync(@PathParam("id") String id) {
        polls.soon(live(id).facts().connectionId());
        return Response.accepted().build();
    }

    @GET
    @Path("/{id}/reads")
    public Map<String, Object> reads(@PathParam("id") String id) {
        List<ReadLedger.Read> reads = ledger.of(stored(id).facts().connectionId());
        return Map.of(
                "queries", reads.stream().mapToLong(ReadLedger.Read::queries).sum(),
                "bytes", reads.stream().mapToLong(ReadLedger.Read::bytes).sum(),
                "purposes", reads);
    }

    private ConnectionCheck.Project tried(Endpoint endpoint) {
        if (endpoint.key().projectToken()) {
            throw refusal(
                    "project_token",
                    "this is a project token (phc_...), which can only send events; make a personal API key (phx_...)"
                            + " in PostHog under Settings > Personal API keys, with the scopes query:read,"
                            + " project:read, event_definition:read and property_definition:read");
        }
        try {
            return check.check(endpoint);
        } catch (SourceFailure e) {
            throw refusal(e.kind().name().toLowerCase(), e.getMessage() + ". " + advice(e.kind()));
        }
    }

    private static String advice(SourceFailure.Kind kind) {
        return switch (kind) {
            case WRONG_KEY -> "Check that the key is whole, not revoked, and of this PostHog region";
            case MISSING_SCOPE -> "Give the key the scope that is named";
            case NO_ACCESS -> "Let the key's owner, or the key's restriction, include this project";
            case UNKNOWN_PROJECT -> "Take the number from the project's address in PostHog";
            case UNREACHABLE_HOST -> "Check the address, and whether this machine may reach it";
            case NOT_POSTHOG -> "Give the address under which PostHog itself is opened";
            case REFUSED, TOO_LARGE -> "This is a fault of ours or of this PostHog's version; please report it";
            case BUSY -> "Try again in a minute";
        };
    }

    private static HttpProblem refusal(String cause, String detail) {
        return HttpProblem.builder()
                .withStatus(UNPROCESSABLE)
                .withTitle("Cannot connect")
                .withDetail(detail)
                .with("cause", cause)
                .build();
    }

    private ConnectionStore.Stored live(String id) {
        ConnectionStore.Stored stored = stored(id);
        if (stored.facts().state() == ConnectionFacts.State.DELETED) {
            throw HttpProblem.valueOf(Response.Status.CONFLICT, "connection " + id + " is deleted; connect anew");
        }
        return stored;
    }

    private ConnectionStore.Stored stored(String id) {
        return store.find(new ConnectionId(id))
                .orElseThrow(() -> HttpProblem.valueOf(Response.Status.NOT_FOUND, "there is no connection " + id));
    }

    record Change(Optional<String> name, Optional<ApiKey> apiKey, Optional<String> syncEvery) {}
}
