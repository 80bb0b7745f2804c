package io.beton.standin.taxonomy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.standin.events.Events;
import io.beton.standin.events.PropertyDefinition;
import io.beton.standin.http.Answer;
import io.beton.standin.http.ApiError;
import io.beton.standin.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The list of properties of events, persons or one group type. */
final class PropertyDefinitions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> HIDDEN = Set.of(
            "distinct_id",
            "$set",
            "$set_once",
            "$groups",
            "$group_type",
            "$group_key",
            "$group_set",
            "$group_0",
            "$group_1",
            "$group_2",
            "$group_3",
            "$group_4",
            "$initial_referrer",
            "$initial_referring_domain");
    private final Events events;

    PropertyDefinitions(Events events) {
        this.events = events;
    }

    Answer list(Request request) {
        String type = request.parameter("type").orElse("event");
        if (!Set.of("event", "person", "group", "session").contains(type)) {
            throw ApiError.invalid("invalid_choice", "\"" + type + "\" is not a valid choice.", "type");
        }
        if (type.equals("group") == request.parameter("group_type_index").isEmpty()) {
            throw ApiError.invalid(
                    "invalid_input",
                    type.equals("group")
                            ? "`group_type_index` must be set for `group` type"
                            : "`group_type_index` must not be set for non-`group` type");
        }
        String definedFor =
                type.equals("group") ? "group_" + request.parameters().get("group_type_index") : type;
        List<String> names = names(request, "event_names");
        Set<String> ofEvents = events.propertiesOf(names);
        boolean only = request.parameter("filter_by_event_names")
                .filter("true"::equals)
                .isPresent();
        String search = request.parameter("search").orElse("").toLowerCase(Locale.ROOT);
        List<String> excluded = names(request, "excluded_properties");
        List<String> wanted = request.parameter("properties")
                .map(text -> List.of(text.split(",")))
                .orElse(List.of());
        return Page.of(
                request,
                events.propertyDefinitions().stream()
                        .filter(property -> property.definedFor().equals(definedFor))
                        .filter(property -> !HIDDEN.contains(property.name()) && !excluded.contains(property.name()))
                        .filter(property -> wanted.isEmpty() || wanted.contains(property.name()))
                        .filter(property ->
                                property.name().toLowerCase(Locale.ROOT).contains(search))
                        .filter(property -> !only || ofEvents.contains(property.name()))
                        .filter(property -> numerical(request, property))
                        .sorted(Comparator.comparing(
                                        (PropertyDefinition property) -> !ofEvents.contains(property.name()))
                                .thenComparing(PropertyDefinition::name))
                        .map(property -> json(property, !names.isEmpty(), ofEvents.contains(property.name())))
                        .toList());
    }

    private static boolean numerical(Request request, PropertyDefinition property) {
        return request.parameter("is_numerical")
                .map(wanted -> wanted.equals("true") == isNumerical(property))
                .orElse(true);
    }

    private static boolean isNumerical(PropertyDefinition property) {
        return property.propertyType().filter("Numeric"::equals).isPresent();
    }

    private static List<String> names(Request request, String parameter) {
        if (request.parameter(parameter).isEmpty()) {
            return List.of();
        }
        try {
            List<String> names = new ArrayList<>();
            JSON.readTree(request.parameters().get(parameter)).forEach(name -> names.add(name.asText()));
            return names;
        } catch (JsonProcessingException e) {
            throw ApiError.invalid("invalid_input", "`" + parameter + "` must be a JSON list", parameter);
        }
    }

    private static JsonNode json(PropertyDefinition property, boolean filtered, boolean seen) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        String id = "property:" + property.definedFor() + ":" + property.name();
        node.put(
                "id",
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString());
        node.put("name", property.name());
        node.put("is_numerical", isNumerical(property));
        node.put("property_type", property.propertyType().orElse(null));
        node.putArray("tags");
        node.put("is_seen_on_filtered_events", filtered ? Boolean.valueOf(seen) : null);
        return node;
    }
}
