package io.beton.ingest.identity;

import io.beton.ingest.connection.Connections;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.Patience;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.ingest.store.ConnectionStore;
import io.beton.model.InvalidMember;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.identity.Identities;
import io.beton.model.identity.IdentityQuestion;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Tells the router who subjects are that fired, by what the operator allows, while it delivers.
 *
 * <p>Reads: the table {@code connection}, PostHog. Writes: nothing. On failure: a problem detail whose status says
 * whether asking again may help; no value stands in it, and none in a log.
 */
@Path("/api/v1/connections/{id}/identities")
public final class IdentityResource {
    private static final String PERSONS = "beton.ingest.identity.person-properties";
    private static final String GROUPS = "beton.ingest.identity.group-properties";
    private static final String DISTINCT_IDS = "beton.ingest.identity.distinct-ids";

    private final IdentityDoor door;
    private final IdentityConfig config;
    private final ConnectionStore store;
    private final Connections connections;
    private final IdentityLookup lookup;
    private final Clock clock;

    IdentityResource(
            IdentityDoor door,
            IdentityConfig config,
            ConnectionStore store,
            Connections connections,
            IdentityLookup lookup,
            Clock clock) {
        this.door = door;
        this.config = config;
        this.store = store;
        this.connections = connections;
        this.lookup = lookup;
        this.clock = clock;
    }

    /** Its door knows no role but the one token that the router has. */
    @POST
    @PermitAll
    @Operation(
            summary = "Internal: for the router alone, which brings beton.ingest.identity.token",
            description = "Asks PostHog for the properties that the operator allows. Nothing of the answer is kept;"
                    + " a subject that PostHog does not know is left out.")
    @APIResponse(responseCode = "200", description = "What is known of the subjects")
    @APIResponse(responseCode = "403", description = "The token is missing or wrong, or there is none")
    @APIResponse(responseCode = "404", description = "There is no such connection")
    @APIResponse(responseCode = "409", description = "The connection is broken")
    @APIResponse(responseCode = "410", description = "The connection is deleted")
    @APIResponse(responseCode = "422", description = "This may not be told, or PostHog cannot be asked it")
    @APIResponse(responseCode = "503", description = "PostHog cannot be asked now")
    public Identities ask(
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization,
            @PathParam("id") String id,
            IdentityQuestion question) {
        door.check(authorization);
        InvalidMember.require(question, "of");
        checkAllowed(question);
        ConnectionId connection = new ConnectionId(id);
        Endpoint endpoint = connections.endpoint(connection).orElseThrow(() -> unread(connection));
        try {
            Reading reading = Reading.of(connection, endpoint, Patience.IDENTITY);
            return lookup.ask(reading.until(clock.instant().plus(config.within())), question);
        } catch (SourceFailure e) {
            if (e.kind() == SourceFailure.Kind.WRONG_KEY) {
                // what else keeps this question from being answered need not keep polls
                connections.noteFailure(connection, endpoint, e);
            }
            throw IdentityProblems.unanswered(e);
        }
    }

    private void checkAllowed(IdentityQuestion question) {
        boolean persons = question.of().kind() == Subject.Kind.PERSON;
        Set<String> refused = new TreeSet<>(question.properties());
        refused.removeAll((persons ? config.personProperties() : config.groupProperties()).orElse(Set.of()));
        if (!refused.isEmpty()) {
            throw IdentityProblems.notAllowed(refused, persons ? PERSONS : GROUPS);
        }
        if (question.distinctId() && !config.distinctIds()) {
            throw IdentityProblems.notAllowed(Set.of("distinct_id"), DISTINCT_IDS);
        }
    }

    private HttpProblem unread(ConnectionId connection) {
        Optional<ConnectionFacts.State> state =
                store.find(connection).map(stored -> stored.facts().state());
        if (state.isEmpty()) {
            return IdentityProblems.unknown(connection);
        }
        return state.get() == ConnectionFacts.State.DELETED
                ? IdentityProblems.deleted(connection)
                : IdentityProblems.broken(connection);
    }
}
