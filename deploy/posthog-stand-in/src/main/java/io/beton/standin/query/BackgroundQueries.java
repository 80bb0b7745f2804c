package io.beton.standin.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.standin.http.Answer;
import io.beton.standin.http.ApiError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Queries that run in the background; what became of one is kept for twenty minutes. */
final class BackgroundQueries implements AutoCloseable {
    private static final Duration KEPT = Duration.ofMinutes(20);
    private final int projectId;
    private final Clock clock;
    private final Map<String, Status> statuses = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "stand-in-background-query");
        thread.setDaemon(true);
        return thread;
    });

    private record Status(
            Instant start, Optional<Instant> end, Optional<JsonNode> response, Optional<ApiError> error) {}

    BackgroundQueries(int projectId, Clock clock) {
        this.projectId = projectId;
        this.clock = clock;
    }

    /** The same id again gives the query that already runs under it. */
    Answer start(Optional<String> clientId, QueryEndpoint.Outcome outcome) {
        String id = clientId.orElseGet(() -> UUID.randomUUID().toString().replace("-", ""));
        Status running = new Status(clock.instant(), Optional.empty(), Optional.empty(), Optional.empty());
        if (find(id).isEmpty()) {
            statuses.put(id, running);
            workers.execute(() -> statuses.put(id, run(running, outcome)));
        }
        return Answer.json(202, body(id, statuses.get(id)));
    }

    private Status run(Status running, QueryEndpoint.Outcome outcome) {
        try {
            JsonNode response = outcome.compute();
            return new Status(running.start(), Optional.of(clock.instant()), Optional.of(response), Optional.empty());
        } catch (ApiError error) {
            return new Status(running.start(), Optional.of(clock.instant()), Optional.empty(), Optional.of(error));
        } catch (RuntimeException failure) {
            ApiError error = ApiError.server(500, "ClickHouse error while executing query.");
            return new Status(running.start(), Optional.of(clock.instant()), Optional.empty(), Optional.of(error));
        }
    }

    private Optional<Status> find(String id) {
        return Optional.ofNullable(statuses.get(id))
                .filter(status -> status.start().plus(KEPT).isAfter(clock.instant()));
    }

    Answer status(String id) {
        Status status = find(id).orElseThrow(() -> unknown(id));
        int code = status.error().isPresent()
                ? status.error().get().status() < 500 ? 400 : 500
                : status.end().isPresent() ? 200 : 202;
        return Answer.json(code, body(id, status));
    }

    Answer cancel(String id, boolean dequeueOnly) {
        Status status = find(id).orElseThrow(() -> unknown(id));
        String message = dequeueOnly
                ? "Only tried to dequeue, not cancelling query on clickhouse"
                : status.end().isPresent() ? "Query already complete" : "Cancelled query on clickhouse";
        return Answer.json(200, JsonNodeFactory.instance.objectNode().put("message", message));
    }

    private ApiError unknown(String id) {
        return ApiError.notFound("Query " + id + " not found for team " + projectId);
    }

    private ObjectNode body(String id, Status status) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = body.putObject("query_status");
        inner.put("id", id).put("team_id", projectId);
        inner.put("complete", status.end().isPresent());
        inner.put("error", status.error().isPresent());
        inner.put(
                "error_message",
                status.error()
                        .filter(error -> error.status() < 500)
                        .map(Throwable::getMessage)
                        .orElse(null));
        inner.put("error_code", status.error().map(ApiError::code).orElse(null));
        inner.put("query_async", true);
        inner.put("start_time", status.start().toString());
        inner.put("end_time", status.end().map(Instant::toString).orElse(null));
        inner.put("expiration_time", status.start().plus(KEPT).toString());
        inner.set("results", status.response().orElse(null));
        for (String empty : new String[] {
            "pickup_time",
            "task_id",
            "insight_id",
            "dashboard_id",
            "query_progress",
            "labels",
            "bytes_read",
            "budget_remaining_bytes",
            "cache_key",
            "query_scan"
        }) {
            inner.putNull(empty);
        }
        return body;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
