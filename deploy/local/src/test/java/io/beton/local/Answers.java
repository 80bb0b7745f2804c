package io.beton.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.beton.model.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Asks the services whatever a test wants and keeps every word that they answer. */
final class Answers {
    private static final List<String> SERVICES = List.of("ingest", "hypothesis", "backtest", "router");

    private final LocalSystem system;
    private final StringBuilder said = new StringBuilder();

    record Answer(int status, JsonNode body) {}

    Answers(LocalSystem system) {
        this.system = system;
    }

    Answer get(String service, String path) {
        return send("GET", service, path, "");
    }

    Answer send(String method, String service, String path, Object body) {
        return send(method, service, path, Json.text(body));
    }

    Answer send(String method, String service, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(system.uri(service).resolve(path))
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = Api.send(request);
        said.append(path).append(' ').append(response.headers()).append('\n');
        said.append(response.body()).append('\n');
        return new Answer(response.statusCode(), json(response.body()));
    }

    /** Everything that can be read; returns it with all that was answered before. */
    String everything() {
        for (String service : SERVICES) {
            for (String path : List.of("/q/metrics", "/q/health", "/q/openapi")) {
                get(service, path);
            }
        }
        for (JsonNode connection : items("ingest", "/api/v1/connections")) {
            String path =
                    "/api/v1/connections/" + connection.path("connection_id").asText();
            List.of("", "/taxonomy", "/reads").forEach(more -> get("ingest", path + more));
        }
        for (JsonNode hypothesis : items("hypothesis", "/api/v1/hypotheses")) {
            String path =
                    "/api/v1/hypotheses/" + hypothesis.path("hypothesis_id").asText();
            List.of("", "/audit", "/hogql").forEach(more -> get("hypothesis", path + more));
        }
        get("hypothesis", "/api/v1/goals");
        for (String path : List.of("/api/v1/sinks", "/api/v1/signals", "/api/v1/deliveries")) {
            items("router", path);
        }
        return said.toString();
    }

    private JsonNode items(String service, String path) {
        return get(service, path).body().path("items");
    }

    private static JsonNode json(String body) {
        try {
            return Json.mapper().readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
