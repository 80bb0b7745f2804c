package io.beton.standin.taxonomy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.beton.standin.access.Access;
import io.beton.standin.events.Events;
import io.beton.standin.events.GroupType;
import io.beton.standin.http.Answer;
import io.beton.standin.http.Endpoint;
import io.beton.standin.http.Routes;
import java.util.Comparator;

/** What the project is known to hold: event, property and group type definitions. */
public final class TaxonomyEndpoint {
    private final Access access;
    private final Events events;

    public TaxonomyEndpoint(Access access, Events events) {
        this.access = access;
        this.events = events;
    }

    public void routes(Routes routes, String project) {
        routes.add(
                        "GET",
                        project + "/event_definitions",
                        guarded("event_definition:read", new EventDefinitions(events)::list))
                .add(
                        "GET",
                        project + "/property_definitions",
                        guarded("property_definition:read", new PropertyDefinitions(events)::list))
                .add("GET", project + "/groups_types", guarded("group:read", request -> groupTypes(events)));
    }

    private Endpoint guarded(String scope, Endpoint endpoint) {
        return request -> {
            access.project(request, scope);
            return endpoint.answer(request);
        };
    }

    private static Answer groupTypes(Events events) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        events.groupTypes().values().stream()
                .sorted(Comparator.comparing(GroupType::index))
                .forEach(type -> list.addObject()
                        .put("group_type", type.name())
                        .put("group_type_index", type.index())
                        .putNull("name_singular")
                        .putNull("name_plural")
                        .putNull("detail_dashboard")
                        .putNull("default_columns")
                        .put("created_at", type.createdAt().toString()));
        return Answer.json(200, list);
    }
}
