package io.beton.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Calls a service's REST API; what a service refuses is a {@link StartFailure} with the service's own words. */
final class Api {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);
    /** Without an attempt at HTTP/2: an upgrade now and then leaves the caller without an answer. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI service;

    Api(URI service) {
        this.service = service;
    }

    static boolean answers(URI address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted", e);
        }
    }

    JsonNode get(String path) {
        return find(path).orElseThrow(() -> new StartFailure(service.resolve(path) + " does not exist"));
    }

    /** The answer, or nothing where there is none yet. */
    Optional<JsonNode> find(String path) {
        HttpResponse<String> response = send(request(path).GET().build());
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(body(response));
    }

    JsonNode post(String path, Object body) {
        return body(send(sending("POST", path, body)));
    }

    JsonNode patch(String path, Object body) {
        return body(send(sending("PATCH", path, body)));
    }

    /** The answer, or nothing where the service says that it is too early. */
    Optional<JsonNode> postUnless(int tooEarly, String path, Object body) {
        HttpResponse<String> response = send(sending("POST", path, body));
        return response.statusCode() == tooEarly ? Optional.empty() : Optional.of(body(response));
    }

    private HttpRequest sending(String method, String path, Object body) {
        HttpRequest.BodyPublisher json = HttpRequest.BodyPublishers.ofString(Json.text(body), StandardCharsets.UTF_8);
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, json)
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).timeout(LONGEST_CALL);
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StartFailure(request.uri() + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted", e);
        }
    }

    private static JsonNode body(HttpResponse<String> response) {
        try {
            JsonNode body = Json.mapper().readTree(response.body());
            if (response.statusCode() >= 400) {
                throw new StartFailure(body.path("detail").asText(response.body()));
            }
            return body;
        } catch (IOException e) {
            throw new StartFailure(
                    response.uri() + " answered " + response.statusCode() + " with something that is not JSON", e);
        }
    }
}
