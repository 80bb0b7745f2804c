package io.beton.ingest.posthog;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import java.io.IOException;
import java.io.InputStream;

/** Reads a body of JSON that may be long, cut short, or no JSON at all. */
public final class AnswerBody {
    static final String RESULTS = "results";
    private static final int LONGEST_SMALL = 32 * 1024 * 1024;

    private AnswerBody() {}

    /** The whole body, or a missing node where it is not JSON; JSON that ends early is an {@link IOException}. */
    static JsonNode small(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST_SMALL);
        try {
            JsonNode read = Json.mapper().readTree(bytes);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonEOFException e) {
            throw e;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Hands the rows under {@code results} on as they come, and returns the other single-valued members, with an empty
     * {@code results} as a sign that there was one; a missing node where the body is not JSON. An answer that breaks off
     * is an {@link IOException}.
     */
    public static JsonNode rows(InputStream body, RowReader<?> reader) throws IOException {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        try (JsonParser parser = Json.mapper().createParser(body)) {
            if (!opensObject(parser)) {
                return MissingNode.getInstance();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                member(parser, members, reader);
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("it ends in the middle");
            }
        }
        return members;
    }

    private static void member(JsonParser parser, ObjectNode members, RowReader<?> reader) throws IOException {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.START_ARRAY && name.equals(RESULTS)) {
            members.putArray(RESULTS);
            RowValues row = new RowValues(parser);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                row.begin();
                reader.row(row);
                row.end();
            }
        } else if (value.isScalarValue() && !name.equals(RESULTS)) {
            members.set(name, parser.<JsonNode>readValueAsTree());
        } else {
            parser.skipChildren();
        }
    }

    private static boolean opensObject(JsonParser parser) throws IOException {
        try {
            return parser.nextToken() == JsonToken.START_OBJECT;
        } catch (JsonParseException e) {
            return false;
        }
    }
}
