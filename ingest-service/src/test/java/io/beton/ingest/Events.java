package io.beton.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import java.time.Instant;
import java.util.UUID;

/** Makes events in PostHog's capture format. */
final class Events {
    private final ObjectNode event = Json.mapper().createObjectNode();

    private Events() {}

    static Events event(String name, String person, Instant timestamp) {
        Events made = new Events();
        made.event
                .put("event", name)
                .put("distinct_id", person)
                .put("uuid", UUID.randomUUID().toString())
                .put("timestamp", timestamp.toString())
                .put("created_at", timestamp.plusSeconds(1).toString());
        made.event.putObject("properties");
        return made;
    }

    Events with(String property, Object value) {
        event.withObject("/properties").set(property, Json.mapper().valueToTree(value));
        return this;
    }

    Events createdAt(Instant when) {
        event.put("created_at", when.toString());
        return this;
    }

    ObjectNode made() {
        return event;
    }

    static UUID uuid(ObjectNode event) {
        return UUID.fromString(event.path("uuid").asText());
    }
}
