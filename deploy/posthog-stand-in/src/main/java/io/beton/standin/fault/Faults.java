package io.beton.standin.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.beton.standin.http.Answer;
import io.beton.standin.http.ApiError;
import io.beton.standin.http.Request;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Faults waiting for the next requests; each is used once, those for queries by default. */
public final class Faults {
    private static final String QUERIES = "/query";
    private final Deque<Planned> planned = new ArrayDeque<>();
    private CountDownLatch delays = new CountDownLatch(1);

    private record Planned(String which, Fault fault) {
        private boolean meets(Request request) {
            return request.path().contains(which)
                    || request.queryName().filter(which::equals).isPresent();
        }
    }

    /** The next queries meet this fault. */
    public void next(int queries, Fault fault) {
        next(queries, QUERIES, fault);
    }

    /** The next requests whose path holds this text, or queries of this name, meet this fault. */
    public synchronized void next(int requests, String which, Fault fault) {
        if (delays.getCount() == 0) {
            delays = new CountDownLatch(1);
        }
        for (int i = 0; i < requests; i++) {
            planned.add(new Planned(which, fault));
        }
    }

    /** Nothing goes wrong any more; what is delayed goes on at once. */
    public synchronized void clear() {
        planned.clear();
        delays.countDown();
    }

    /** How many still wait for a request to meet. */
    public synchronized int waiting() {
        return planned.size();
    }

    /** Holds a request back for as long as its fault says, or until {@link #clear}. */
    public void delay(Fault fault) {
        try {
            delays().await(fault.delay().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CountDownLatch delays() {
        return delays;
    }

    /** Takes the fault that this request meets. */
    public synchronized Optional<Fault> take(Request request) {
        Optional<Planned> found =
                planned.stream().filter(each -> each.meets(request)).findFirst();
        found.ifPresent(planned::remove);
        return found.map(Planned::fault);
    }

    /** {@code {"count": 2, "path": "/query", "status": 429, "headers": {}, "body": "...", "delay_ms": 0, "ending": "whole"}}. */
    public Answer plan(Request request) {
        JsonNode body = request.json();
        Map<String, String> headers = new HashMap<>();
        body.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        JsonNode text = body.path("body");
        try {
            Fault fault = new Fault(
                    body.hasNonNull("status") ? Optional.of(body.path("status").asInt()) : Optional.empty(),
                    headers,
                    text.isTextual() ? text.asText() : text.isMissingNode() ? "" : text.toString(),
                    Duration.ofMillis(body.path("delay_ms").asLong(0)),
                    Fault.Ending.valueOf(body.path("ending").asText("whole").toUpperCase(Locale.ROOT)));
            next(body.path("count").asInt(1), body.path("path").asText(QUERIES), fault);
        } catch (IllegalArgumentException e) {
            throw ApiError.invalid("invalid_input", e.getMessage());
        }
        return Answer.json(200, JsonNodeFactory.instance.objectNode().put("status", "planned"));
    }

    /** {@code {"waiting": 2}}, see {@link #waiting}. */
    public Answer left(Request request) {
        return Answer.json(200, JsonNodeFactory.instance.objectNode().put("waiting", waiting()));
    }

    /** See {@link #clear}. */
    public Answer cleared(Request request) {
        clear();
        return left(request);
    }
}
