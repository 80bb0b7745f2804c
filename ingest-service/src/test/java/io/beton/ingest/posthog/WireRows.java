package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Rows as they come over the wire. */
public final class WireRows {
    private WireRows() {}

    public static void feed(RowReader<?> reader, JsonNode... rows) {
        try {
            AnswerBody.rows(new ByteArrayInputStream(Json.bytes(Map.of("results", List.of(rows)))), reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
