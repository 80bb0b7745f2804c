package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes the rows of one answer as they arrive; every attempt gets a new one. */
public interface RowReader<T> {

    void row(RowValues row) throws IOException;

    T result();

    /** The same reader, whose result is made into another one. */
    default <R> RowReader<R> map(Function<T, R> change) {
        RowReader<T> self = this;
        return new RowReader<>() {
            @Override
            public void row(RowValues row) throws IOException {
                self.row(row);
            }

            @Override
            public R result() {
                return change.apply(self.result());
            }
        };
    }

    /** Keeps the rows as they are; for answers that are known to be short. */
    static RowReader<List<JsonNode>> rows() {
        List<JsonNode> rows = new ArrayList<>();
        return new RowReader<>() {
            @Override
            public void row(RowValues row) throws IOException {
                rows.add(row.rest());
            }

            @Override
            public List<JsonNode> result() {
                return rows;
            }
        };
    }
}
