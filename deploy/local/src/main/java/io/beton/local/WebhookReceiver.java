package io.beton.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.beton.model.Json;
import io.beton.model.signal.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/** Somebody who waits for signals: takes webhooks, several at once, and hands them on with their id. */
final class WebhookReceiver implements AutoCloseable {
    private static final int ACCEPTED = 204;
    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    WebhookReceiver(int port, BiConsumer<String, Signal> received) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/signals", exchange -> receive(exchange, received));
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/signals");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void receive(HttpExchange exchange, BiConsumer<String, Signal> received) throws IOException {
        try (exchange) {
            Signal signal = Json.read(exchange.getRequestBody().readAllBytes(), Signal.class);
            received.accept(exchange.getRequestHeaders().getFirst("webhook-id"), signal);
            exchange.sendResponseHeaders(ACCEPTED, NO_BODY);
        }
    }
}
