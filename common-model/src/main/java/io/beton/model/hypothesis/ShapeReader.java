package io.beton.model.hypothesis;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.InvalidMember;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads values whose form is told by which members they have, and names the member at fault by its whole path. */
abstract class ShapeReader<T> extends JsonDeserializer<T> {

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode node = context.readTree(parser);
        if (!node.isObject()) {
            throw new JsonMappingException(parser, "expected an object, found " + node.getNodeType());
        }
        try {
            return read(node, context);
        } catch (InvalidMember e) {
            JsonMappingException located = new JsonMappingException(parser, e.getMessage(), e);
            located.prependPath(node, e.member());
            throw located;
        }
    }

    abstract T read(JsonNode node, DeserializationContext context) throws IOException;

    static void allow(JsonNode node, String... members) {
        Set<String> known = Set.of(members);
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new InvalidMember(name, "`" + name + "` does not belong here; allowed are " + List.of(members));
            }
        });
    }

    static <V> V member(JsonNode node, String name, Class<V> type, DeserializationContext context) throws IOException {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw new InvalidMember(name, "`" + name + "` is missing");
        }
        try {
            return value(value, type, context);
        } catch (JsonMappingException e) {
            e.prependPath(node, name);
            throw e;
        }
    }

    static <V> List<V> list(JsonNode node, String name, Class<V> type, DeserializationContext context)
            throws IOException {
        JsonNode values = node.get(name);
        if (!values.isArray()) {
            throw new InvalidMember(name, "`" + name + "` must be a list");
        }
        List<V> read = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            try {
                read.add(value(values.get(i), type, context));
            } catch (JsonMappingException e) {
                e.prependPath(values, i);
                e.prependPath(node, name);
                throw e;
            }
        }
        return read;
    }

    static int integer(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new InvalidMember(name, "`" + name + "` must be a whole number");
        }
        return value.intValue();
    }

    /** The whole of what is read, as another type. */
    static <V> V whole(JsonNode node, Class<V> type, DeserializationContext context) throws IOException {
        return value(node, type, context);
    }

    private static <V> V value(JsonNode node, Class<V> type, DeserializationContext context) throws IOException {
        try (JsonParser parser = node.traverse(context.getParser().getCodec())) {
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                throw new JsonMappingException(
                        parser, "null is no " + type.getSimpleName().toLowerCase(Locale.ROOT));
            }
            return context.readValue(parser, type);
        }
    }
}
