package io.beton.standin.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A request with its body unpacked; {@code path} has no trailing slash. */
public record Request(
        String method, String path, Map<String, String> parameters, Map<String, String> headers, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 20 * 1024 * 1024;

    static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        Map<String, String> parameters = parameters(
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw ApiError.of(413, "invalid_request", "request_too_large", "The request is larger than 20 MB.");
        }
        String path = exchange.getRequestURI().getPath();
        String plain = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return new Request(exchange.getRequestMethod(), plain, parameters, headers, body);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** The parts of the path. */
    public List<String> steps() {
        return List.of(path.substring(1).split("/"));
    }

    /** The body, unzipped where it is zipped. */
    public byte[] plainBody() throws IOException {
        boolean zipped = body.length > 1 && body[0] == (byte) 0x1f && body[1] == (byte) 0x8b;
        if (!zipped) {
            return body;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    /** What the sender of a query calls it. */
    public Optional<String> queryName() {
        JsonNode sent = query();
        return text(sent.path("name")).or(() -> text(sent.path("query").path("name")));
    }

    /** The text of a query. */
    Optional<String> hogql() {
        return text(query().path("query").path("query"));
    }

    /** The values of a query's placeholders, as JSON. */
    Optional<String> values() {
        return Optional.of(query().path("query").path("values"))
                .filter(values -> !values.isMissingNode())
                .map(JsonNode::toString);
    }

    private JsonNode query() {
        try {
            return path.contains("/query") && method.equals("POST") ? json() : MissingNode.getInstance();
        } catch (ApiError unreadable) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    public JsonNode json() {
        try {
            JsonNode node = JSON.readTree(plainBody());
            if (node == null || node.isMissingNode()) {
                throw ApiError.parse("Expecting value: line 1 column 1 (char 0)");
            }
            return node;
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            long column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw ApiError.parse("Expecting value: line " + line + " column " + column);
        } catch (IOException e) {
            throw ApiError.parse("The body is no valid gzip data");
        }
    }
}
