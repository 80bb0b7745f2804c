package io.beton.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A caller of the stand-in over real HTTP. */
public final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String key;

    public Client(PostHogStandIn standIn) {
        this(standIn, "phx_stand_in");
    }

    public Client(PostHogStandIn standIn, String key) {
        this(standIn.url(), key);
    }

    public Client(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /** Status, headers and body of an answer. */
    public record Reply(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            return parsed(response.body());
        }

        public String code() {
            return json().path("code").asText();
        }

        public String detail() {
            return json().path("detail").asText();
        }

        /** The rows, each as its JSON text. */
        public List<String> rows() {
            if (status() != 200) {
                throw new AssertionError(status() + " " + text());
            }
            List<String> rows = new ArrayList<>();
            json().path("results").forEach(row -> rows.add(row.toString()));
            return rows;
        }

        public List<String> types() {
            List<String> types = new ArrayList<>();
            json().path("types").forEach(type -> types.add(type.get(1).asText()));
            return types;
        }
    }

    public static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** JSON written with single quotes. */
    public static ObjectNode json(String text) {
        return (ObjectNode) parsed(text.replace('\'', '"'));
    }

    public Reply query(String hogql) {
        return query(hogql, "{}");
    }

    /** {@code more} holds further members of the query, such as values and modifiers, with single quotes. */
    public Reply query(String hogql, String more) {
        ObjectNode query = JsonNodeFactory.instance.objectNode();
        query.put("kind", "HogQLQuery").put("query", hogql).setAll(json(more));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("refresh", "force_blocking").set("query", query);
        return post("/api/projects/1/query/", body.toString());
    }

    /** The only value of a query with one row and one column. */
    public String value(String hogql) {
        Reply reply = query(hogql);
        if (reply.status() != 200) {
            return reply.status() + " " + reply.code() + " " + reply.detail();
        }
        return reply.json().path("results").path(0).path(0).toString();
    }

    public Reply post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public Reply post(String path, byte[] body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public Reply get(String path) {
        return send(request(path).GET());
    }

    public Reply delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url + path));
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
