package io.beton.standin.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.standin.hogql.Expression;
import io.beton.standin.http.ApiError;
import io.beton.standin.translate.Schema.PersonMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A valid body of the query endpoint; anything it does not know is refused, as PostHog refuses it. */
record QueryRequest(
        String hogql,
        Map<String, Expression> values,
        boolean convertsTimes,
        PersonMode personMode,
        Refresh refresh,
        Optional<String> clientQueryId,
        String cacheKey) {
    private static final Set<String> TOP = Set.of(
            "query",
            "client_query_id",
            "refresh",
            "name",
            "filters_override",
            "variables_override",
            "limit_context",
            "async",
            "personal_api_key");
    private static final Set<String> QUERY = Set.of(
            "kind",
            "query",
            "values",
            "filters",
            "variables",
            "modifiers",
            "name",
            "explain",
            "response",
            "tags",
            "version",
            "connectionId",
            "sendRawQuery");
    private static final Set<String> MODIFIERS = Set.of(
            "convertToProjectTimezone",
            "personsOnEventsMode",
            "bounceRateDurationSeconds",
            "bounceRatePageViewMode",
            "customChannelTypeRules",
            "dataWarehouseEventsModifiers",
            "debug",
            "formatCsvAllowDoubleQuotes",
            "inCohortVia",
            "materializationMode",
            "materializedColumnsOptimizationMode",
            "optimizeJoinedFilters",
            "personsArgMaxVersion",
            "personsJoinMode",
            "propertyGroupsMode",
            "s3TableUseInvalidColumns",
            "sessionTableVersion",
            "sessionsV2JoinMode",
            "timings",
            "useMaterializedViews",
            "usePresortedEventsTable");

    /** When an answer may come from the cache, and whether the caller waits for it. */
    enum Refresh {
        BLOCKING,
        FORCE_BLOCKING,
        ASYNC,
        FORCE_ASYNC;

        boolean waits() {
            return this == BLOCKING || this == FORCE_BLOCKING;
        }

        boolean mayUseCache() {
            return this == BLOCKING || this == ASYNC;
        }
    }

    static QueryRequest of(JsonNode body) {
        if (!body.isObject()) {
            throw ApiError.parse("1 validation error for QueryRequest\n  Input should be a valid dictionary");
        }
        known(body, TOP, "");
        JsonNode query = body.path("query");
        if (!query.isObject()) {
            throw invalid("query", query.isMissingNode() ? "Field required" : "Input should be a valid dictionary");
        }
        if (!query.path("kind").asText().equals("HogQLQuery")) {
            throw invalid(
                    "query",
                    "Input tag '" + query.path("kind").asText()
                            + "' found using 'kind' does not match any of the expected tags of this stand-in: 'HogQLQuery'");
        }
        known(query, QUERY, "query.HogQLQuery.");
        if (!query.path("query").isTextual()) {
            throw invalid("query.HogQLQuery.query", "Field required");
        }
        JsonNode modifiers = query.path("modifiers");
        known(modifiers, MODIFIERS, "query.HogQLQuery.modifiers.");
        Map<String, Expression> values = new HashMap<>();
        query.path("values")
                .properties()
                .forEach(value -> values.put(value.getKey(), constant(value.getKey(), value.getValue())));
        return new QueryRequest(
                query.path("query").asText(),
                values,
                modifiers.path("convertToProjectTimezone").asBoolean(true),
                personMode(modifiers.path("personsOnEventsMode")),
                refresh(body),
                Optional.ofNullable(body.path("client_query_id").textValue()),
                query.path("query") + "|" + query.path("values") + "|" + query.path("modifiers"));
    }

    private static void known(JsonNode node, Set<String> names, String path) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!names.contains(field.getKey())) {
                throw invalid(path + field.getKey(), "Extra inputs are not permitted");
            }
        }
    }

    private static ApiError invalid(String path, String problem) {
        return ApiError.parse("1 validation error for QueryRequest\n" + path + "\n  " + problem);
    }

    private static Expression constant(String name, JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> Expression.Literal.text(value.asText());
            case BOOLEAN -> new Expression.Literal(Expression.LiteralKind.TRUTH, value.asText());
            case NULL -> Expression.Literal.nothing();
            case NUMBER ->
                new Expression.Literal(
                        value.isIntegralNumber() ? Expression.LiteralKind.WHOLE : Expression.LiteralKind.FRACTION,
                        value.asText());
            case ARRAY -> {
                List<Expression> items = new ArrayList<>();
                value.forEach(item -> items.add(constant(name, item)));
                yield new Expression.ListOf(items);
            }
            default -> throw invalid("query.HogQLQuery.values." + name, "Input should be a constant or an array");
        };
    }

    private static PersonMode personMode(JsonNode mode) {
        if (mode.isMissingNode() || mode.isNull()) {
            return PersonMode.PERSON_ID_OVERRIDE_PROPERTIES_ON_EVENTS;
        }
        try {
            return PersonMode.valueOf(mode.asText().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw invalid("query.HogQLQuery.modifiers.personsOnEventsMode", "Input should be one of the known modes");
        }
    }

    private static Refresh refresh(JsonNode body) {
        JsonNode refresh = body.path("refresh");
        if (refresh.isMissingNode() || refresh.isNull()) {
            return body.path("async").asBoolean(false) ? Refresh.ASYNC : Refresh.BLOCKING;
        }
        if (refresh.isBoolean()) {
            return refresh.asBoolean() ? Refresh.FORCE_BLOCKING : Refresh.BLOCKING;
        }
        return switch (refresh.asText()) {
            case "blocking", "force_cache", "async_except_on_cache_miss" -> Refresh.BLOCKING;
            case "force_blocking" -> Refresh.FORCE_BLOCKING;
            case "async", "lazy_async" -> Refresh.ASYNC;
            case "force_async" -> Refresh.FORCE_ASYNC;
            default -> throw invalid("refresh", "Input should be one of the known refresh modes");
        };
    }
}
