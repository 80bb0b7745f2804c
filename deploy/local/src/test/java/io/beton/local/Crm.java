package io.beton.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.beton.model.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A HubSpot that takes every contact and remembers it. */
final class Crm implements AutoCloseable {
    private final HttpServer server;
    private final List<JsonNode> got = new CopyOnWriteArrayList<>();

    Crm() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/crm/v3/objects/contacts/batch/upsert", exchange -> {
            Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class)
                    .path("inputs")
                    .forEach(got::add);
            byte[] body = Json.bytes(Map.of("results", List.of(Map.of("id", "1"))));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** A binding that makes each person a contact, by an address that only PostHog keeps. */
    Map<String, Object> contacts() {
        return Map.of(
                "name", "crm",
                "kind", "hubspot",
                "token", Planted.SINK_SECRET,
                "object", "contact",
                "identity", "{subject.properties.email}",
                "base_url", "http://localhost:" + server.getAddress().getPort(),
                "fields", Map.of("beton_subject", "{subject.id}"));
    }

    /** The contacts, one for each signal. */
    List<JsonNode> got() {
        return got;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
