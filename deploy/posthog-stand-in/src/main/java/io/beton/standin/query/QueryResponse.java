package io.beton.standin.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.standin.translate.Translated;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/** The JSON of a successful query. */
final class QueryResponse {
    private static final Duration NEXT_REFRESH = Duration.ofMinutes(3);
    private final String zone;

    QueryResponse(String zone) {
        this.zone = zone;
    }

    ObjectNode body(QueryRequest query, QueryCache.Cached cached, boolean fromCache) {
        QueryResult result = cached.result();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putNull("query");
        body.put("hogql", query.hogql());
        body.put("clickhouse", "-- executed by DuckDB: " + result.translated().sql());
        ArrayNode columns = body.putArray("columns");
        ArrayNode types = body.putArray("types");
        for (Translated.Column column : result.translated().columns()) {
            columns.add(column.name());
            types.addArray().add(column.name()).add(column.type().clickHouse());
        }
        body.set("results", result.rows());
        body.put("hasMore", result.limit().isPresent() ? result.hasMore() : null);
        body.put("limit", result.limit().orElse(null));
        body.put("offset", result.limit().isPresent() ? Integer.valueOf(0) : null);
        body.putNull("error").putNull("explain").putNull("metadata");
        body.putObject("modifiers")
                .put("personsOnEventsMode", query.personMode().name().toLowerCase(Locale.ROOT))
                .put("convertToProjectTimezone", query.convertsTimes());
        body.putArray("timings");
        body.put("is_cached", fromCache);
        body.put("cache_key", "cache_" + UUID.nameUUIDFromBytes(query.cacheKey().getBytes(StandardCharsets.UTF_8)));
        body.put("last_refresh", cached.at().truncatedTo(ChronoUnit.MICROS).toString());
        body.put(
                "next_allowed_client_refresh",
                cached.at().plus(NEXT_REFRESH).truncatedTo(ChronoUnit.MICROS).toString());
        body.put(
                "cache_target_age",
                cached.at().plus(QueryCache.AGE).truncatedTo(ChronoUnit.MICROS).toString());
        body.put("timezone", zone);
        body.putNull("calculation_trigger").putNull("query_status").putNull("query_metadata");
        return body;
    }
}
