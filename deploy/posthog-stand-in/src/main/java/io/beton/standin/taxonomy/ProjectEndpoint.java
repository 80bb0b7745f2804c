package io.beton.standin.taxonomy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.standin.access.Access;
import io.beton.standin.events.Events;
import io.beton.standin.events.GroupType;
import io.beton.standin.http.Answer;
import io.beton.standin.http.Request;
import io.beton.standin.http.Routes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** The project itself, the list of projects, and the user that the key belongs to. */
public final class ProjectEndpoint {
    private final Access access;
    private final Events events;
    private final Facts facts;

    /** What is fixed about the project. */
    public record Facts(int id, String name, String timezone, String token, Instant createdAt) {}

    public ProjectEndpoint(Access access, Events events, Facts facts) {
        this.access = access;
        this.events = events;
        this.facts = facts;
    }

    public void routes(Routes routes) {
        routes.add("GET", "/api/projects", request -> {
                    access.global(request, "project:read", false);
                    ObjectNode page = JsonNodeFactory.instance.objectNode();
                    page.put("count", 1).putNull("next").putNull("previous");
                    page.putArray("results").add(project());
                    return Answer.json(200, page);
                })
                .add("GET", "/api/projects/:id", this::one)
                .add("GET", "/api/environments/:id", this::one)
                .add("GET", "/api/users/@me", request -> {
                    access.global(request, "user:read", true);
                    return Answer.json(200, user());
                });
    }

    private Answer one(Request request) {
        access.project(request, "project:read");
        return Answer.json(200, project());
    }

    private ObjectNode project() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", facts.id()).put("uuid", uuid("project")).put("organization", uuid("organization"));
        node.put("project_id", facts.id()).put("name", facts.name()).put("api_token", facts.token());
        node.put("timezone", facts.timezone());
        node.put("created_at", facts.createdAt().toString())
                .put("updated_at", facts.createdAt().toString());
        node.put("ingested_event", events.count() > 0).put("is_demo", false);
        node.putArray("test_account_filters");
        node.putArray("path_cleaning_filters");
        node.put("person_on_events_querying_enabled", true).putNull("modifiers");
        node.putObject("default_modifiers").put("personsOnEventsMode", "person_id_override_properties_on_events");
        node.put("has_group_types", !events.groupTypes().isEmpty());
        ArrayNode types = node.putArray("group_types");
        events.groupTypes().values().stream()
                .sorted(Comparator.comparing(GroupType::index))
                .forEach(
                        type -> types.addObject().put("group_type", type.name()).put("group_type_index", type.index()));
        node.put("week_start_day", 1).put("base_currency", "USD").put("event_retention_months", 12);
        node.put("events_retention_enforced", false).put("is_pending_deletion", false);
        return node;
    }

    private ObjectNode user() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("uuid", uuid("user"))
                .put("distinct_id", uuid("user"))
                .put("first_name", "Stand")
                .put("last_name", "In");
        node.put("email", "owner@stand-in.invalid")
                .put("is_email_verified", true)
                .put("is_staff", false);
        node.put("date_joined", facts.createdAt().toString());
        node.putObject("team").put("id", facts.id()).put("name", facts.name()).put("timezone", facts.timezone());
        ObjectNode organization = node.putObject("organization");
        organization.put("id", uuid("organization")).put("name", "Stand-in organisation");
        node.putArray("organizations").add(organization);
        return node;
    }

    private String uuid(String what) {
        return UUID.nameUUIDFromBytes((what + facts.id()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
