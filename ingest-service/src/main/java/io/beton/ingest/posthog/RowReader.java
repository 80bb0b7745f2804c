package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Takes the rows of one answer as they arrive; every attempt gets a new one. */
public interface RowReader<T> {

    void row(JsonNode row);

    T result();

    /** Keeps the rows as they are; for answers that are known to be short. */
    static RowReader<List<JsonNode>> rows() {
        List<JsonNode> rows = new ArrayList<>();
        return new RowReader<>() {
            @Override
            public void row(JsonNode row) {
                rows.add(row);
            }

            @Override
            public List<JsonNode> result() {
                return rows;
            }
        };
    }
}
