package io.beton.standin.query;

import io.beton.standin.http.ApiError;
import java.sql.SQLException;

/** What a failure of DuckDB would have been in ClickHouse. */
final class DuckFailure {
    private DuckFailure() {}

    static ApiError explain(SQLException failure, String sql) {
        String message = String.valueOf(failure.getMessage()).split("\n")[0];
        if (message.contains("INTERRUPT")) {
            return ApiError.server(
                    504,
                    "Query has hit the max execution time before completing. See our docs for how to improve your query"
                            + " performance. You may need to materialize.");
        }
        if (message.contains("Out of Memory")) {
            return ApiError.of(513, "server_error", "clickhouse_memory_limit_exceeded", "Query ran out of memory.");
        }
        if (message.contains("GROUP BY clause")) {
            return ApiError.invalid("not_an_aggregate", message);
        }
        if (message.contains("cannot contain aggregates")
                || message.contains("aggregate function calls cannot be nested")) {
            return ApiError.invalid("illegal_aggregation", message);
        }
        if (message.startsWith("Binder Error") || message.startsWith("Conversion Error")) {
            return ApiError.invalid("illegal_type_of_argument", message);
        }
        System.err.println("[stand-in] DuckDB refused a translated query: " + message + "\n  " + sql);
        return ApiError.server(500, "ClickHouse error while executing query.");
    }
}
