package io.beton.router.sink;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.InvalidMember;
import io.beton.model.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What of a signal a destination is told, and under which names; an empty one leaves it to the kind. */
@Schema(
        type = SchemaType.OBJECT,
        additionalProperties = String.class,
        properties = {})
public record FieldMapping(@JsonValue Map<String, Template> fields) {
    public static final FieldMapping NONE = new FieldMapping(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public FieldMapping {
        fields.forEach((name, template) -> {
            InvalidMember.requireText(name, "fields");
            InvalidMember.require(template, name);
        });
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    Wanted wanted() {
        return Wanted.all(fields.values().stream().map(Template::wanted).toList());
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The fields for a signal; one without value is left out. */
    public ObjectNode of(IdentifiedSignal signal) {
        ObjectNode values = Json.mapper().createObjectNode();
        fields.forEach((name, template) -> template.of(signal).ifPresent(value -> values.set(name, value)));
        return values;
    }

    /** The fields for a signal; the whole signal, and nothing more of its subject, where none are named. */
    public JsonNode orWhole(IdentifiedSignal signal) {
        return isEmpty() ? Json.mapper().valueToTree(signal.signal()) : of(signal);
    }
}
