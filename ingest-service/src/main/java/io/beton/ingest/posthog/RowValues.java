package io.beton.ingest.posthog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.OptionalLong;

/**
 * The values of a row in the order of its columns, each taken once as it comes from the wire. A value that is null, or
 * behind the last one, is missing. It is the same object for every row.
 */
public final class RowValues {
    /** In place of the number of a text that is missing or empty. */
    static final int NO_TEXT = -1;

    private final JsonParser parser;
    private boolean ended;

    RowValues(JsonParser parser) {
        this.parser = parser;
    }

    /** The parser stands at the beginning of a row. */
    void begin() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("a row is no list");
        }
        ended = false;
    }

    /** Passes over what was not taken. */
    void end() throws IOException {
        while (!ended) {
            next();
        }
    }

    /** Empty where it is missing. */
    String text() throws IOException {
        return missing() ? "" : parser.getText();
    }

    long micros() throws IOException {
        if (missing()) {
            throw new DateTimeException("a time is missing");
        }
        return readMicros();
    }

    OptionalLong microsIfAny() throws IOException {
        return missing() ? OptionalLong.empty() : OptionalLong.of(readMicros());
    }

    /** A whole number; 0 where it is missing. */
    long number() throws IOException {
        return missing() ? 0 : parser.getValueAsLong();
    }

    /** {@link PostHogHash#MISSING} where it is missing or empty. */
    long hash() throws IOException {
        return missing()
                ? PostHogHash.MISSING
                : PostHogHash.read(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    /** Takes a UUID, into one that is kept. */
    void uuid(PostHogUuid into) throws IOException {
        if (missing() || !into.read(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())) {
            throw new IllegalArgumentException("what stands in the place of a UUID is none");
        }
    }

    /** The number of a text; {@link #NO_TEXT} where it is missing or empty. */
    int numbered(TextNumbers numbers) throws IOException {
        return missing() || parser.getTextLength() == 0
                ? NO_TEXT
                : numbers.number(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    /** Everything that was not taken yet. */
    JsonNode rest() throws IOException {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        while (!ended) {
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                ended = true;
            } else {
                values.add(parser.<JsonNode>readValueAsTree());
            }
        }
        return values;
    }

    private long readMicros() throws IOException {
        return PostHogTime.micros(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    private boolean missing() throws IOException {
        JsonToken token = next();
        return ended || token == JsonToken.VALUE_NULL;
    }

    private JsonToken next() throws IOException {
        if (ended) {
            return JsonToken.END_ARRAY;
        }
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            ended = true;
        } else if (token.isStructStart()) {
            parser.skipChildren();
        }
        return token;
    }
}
