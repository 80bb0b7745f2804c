package io.beton.standin.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The latest requests, oldest first. */
public final class RequestLog {
    private static final int MOST = 10_000;
    private final Clock clock;
    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

    public RequestLog(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(Request request, int status, Duration took) {
        Instant now = clock.instant();
        String query = request.parameters().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("personal_api_key"))
                .map(Map.Entry::toString)
                .collect(Collectors.joining("&"));
        requests.add(new ReceivedRequest(
                now,
                took,
                request.method(),
                request.path(),
                query,
                status,
                request.queryName(),
                request.hogql(),
                request.values()));
        if (requests.size() > MOST) {
            requests.removeFirst();
        }
    }

    public synchronized List<ReceivedRequest> all() {
        return List.copyOf(requests);
    }

    public synchronized void clear() {
        requests.clear();
    }

    /** The log as the admin route shows it. */
    public Answer answer(Request ignored) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (ReceivedRequest request : all()) {
            list.addObject()
                    .put("at", request.at().toString())
                    .put("took_ms", request.took().toMillis())
                    .put("method", request.method())
                    .put("path", request.path())
                    .put("query", request.query())
                    .put("status", request.status())
                    .put("name", request.queryName().orElse(null))
                    .put("hogql", request.hogql().orElse(null));
        }
        return Answer.json(200, list);
    }
}
