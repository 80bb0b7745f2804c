package io.beton.local;

import com.sun.net.httpserver.HttpServer;
import io.beton.model.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A host that refuses everybody and repeats the key that it was sent, in each place of an answer. */
final class EchoingHost implements AutoCloseable {
    private final HttpServer server;

    EchoingHost() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String sent = String.join(" ", exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            byte[] body = Json.bytes(Map.of(
                    "type",
                    "authentication_error",
                    "code",
                    sent,
                    "detail",
                    "the key of '" + sent + "' is not known",
                    "attr",
                    sent));
            exchange.getResponseHeaders().set("WWW-Authenticate", sent);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** What it answers to a key, as a text. */
    static String answerTo(String key) {
        return new String(
                Json.bytes(Map.of(
                        "type", "authentication_error",
                        "code", "authentication_failed",
                        "detail",
                                "Personal API key found in request Authorization header: Bearer " + key
                                        + " is invalid.")),
                StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
