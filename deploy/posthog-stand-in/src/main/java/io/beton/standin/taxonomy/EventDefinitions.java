package io.beton.standin.taxonomy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.standin.events.EventDefinition;
import io.beton.standin.events.Events;
import io.beton.standin.http.Answer;
import io.beton.standin.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;

/** The list of event names. */
final class EventDefinitions {
    private final Events events;

    EventDefinitions(Events events) {
        this.events = events;
    }

    Answer list(Request request) {
        String search = request.parameter("search").orElse("").toLowerCase(Locale.ROOT);
        String type = request.parameter("event_type").orElse("event");
        return Page.of(
                request,
                events.eventDefinitions().stream()
                        .filter(event -> event.name().toLowerCase(Locale.ROOT).contains(search))
                        .filter(event -> ofType(event, type))
                        .sorted(order(request.parameter("ordering").orElse("")))
                        .map(EventDefinitions::json)
                        .toList());
    }

    private static boolean ofType(EventDefinition event, String type) {
        return switch (type) {
            case "event_custom" -> !event.name().startsWith("$");
            case "event_posthog" -> event.name().startsWith("$");
            default -> true;
        };
    }

    private static Comparator<EventDefinition> order(String ordering) {
        String field = ordering.replace("-", "");
        Comparator<EventDefinition> byName = Comparator.comparing(EventDefinition::name);
        Comparator<EventDefinition> order =
                switch (field) {
                    case "last_seen_at" ->
                        Comparator.comparing(EventDefinition::lastSeenAt).thenComparing(byName);
                    case "created_at" ->
                        Comparator.comparing(EventDefinition::createdAt).thenComparing(byName);
                    case "name" -> byName;
                    default ->
                        Comparator.comparing(EventDefinition::lastSeenAt)
                                .reversed()
                                .thenComparing(byName);
                };
        return ordering.startsWith("-") ? order.reversed() : order;
    }

    private static JsonNode json(EventDefinition event) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put(
                "id",
                UUID.nameUUIDFromBytes(("event:" + event.name()).getBytes(StandardCharsets.UTF_8))
                        .toString());
        node.put("name", event.name());
        node.put("created_at", event.createdAt().toString());
        node.put("last_seen_at", event.lastSeenAt().toString());
        node.put("last_updated_at", event.createdAt().toString());
        node.putArray("tags");
        node.put("enforcement_mode", "allow").putNull("primary_property");
        node.put("is_action", false).putNull("action_id").put("is_calculating", false);
        node.putNull("last_calculated_at").putNull("created_by").put("post_to_slack", false);
        return node;
    }
}
