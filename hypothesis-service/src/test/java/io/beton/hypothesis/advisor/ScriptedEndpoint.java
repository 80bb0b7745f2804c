package io.beton.hypothesis.advisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.beton.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An endpoint that speaks the contract of chat completions, and says what a test tells it; the last it says for ever. */
public final class ScriptedEndpoint implements AutoCloseable {
    private final Queue<Line> script = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Line last;
    private volatile CountDownLatch dawdling = new CountDownLatch(1);

    public ScriptedEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** A completion with this text. */
    public ScriptedEndpoint says(String text) {
        return completes(text, "stop");
    }

    public ScriptedEndpoint completes(String text, String finishReason) {
        return answers(
                200,
                Json.text(Map.of(
                        "id",
                        "chatcmpl-1",
                        "object",
                        "chat.completion",
                        "created",
                        1,
                        "model",
                        "scripted",
                        "choices",
                        List.of(Map.of(
                                "index",
                                0,
                                "finish_reason",
                                finishReason,
                                "message",
                                Map.of("role", "assistant", "content", text))),
                        "usage",
                        Map.of("prompt_tokens", 1000, "completion_tokens", 200, "total_tokens", 1200))));
    }

    public ScriptedEndpoint answers(int status, String body) {
        script.add(exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        });
        return this;
    }

    public ScriptedEndpoint leadsTo(URI elsewhere) {
        script.add(exchange -> {
            exchange.getResponseHeaders().add("Location", elsewhere + "/chat/completions");
            exchange.sendResponseHeaders(307, -1);
        });
        return this;
    }

    /** Half of an answer, and then the line is dead. */
    public ScriptedEndpoint breaksOff() {
        script.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"id\": \"chatcmpl-1\", ".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });
        return this;
    }

    /** Begins to answer and does not end. */
    public ScriptedEndpoint dawdles() {
        script.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            dawdle();
        });
        return this;
    }

    /** Ends what it dawdles over. */
    public void hurriesUp() {
        dawdling.countDown();
        dawdling = new CountDownLatch(1);
    }

    public List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        hurriesUp();
        server.stop(0);
        threads.shutdown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = Json.mapper().readTree(exchange.getRequestBody());
            asked.add(new Asked(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                    body));
            Line next = script.poll();
            last = next == null ? last : next;
            last.say(exchange);
        }
    }

    private void dawdle() {
        try {
            dawdling.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One request as it came. */
    public record Asked(String line, Optional<String> authorization, JsonNode body) {
        String system() {
            return body.at("/messages/0/content").asText();
        }

        String user() {
            return body.at("/messages/1/content").asText();
        }
    }

    private interface Line {
        void say(HttpExchange exchange) throws IOException;
    }
}
