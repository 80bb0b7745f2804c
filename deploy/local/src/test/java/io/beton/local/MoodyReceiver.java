package io.beton.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.beton.model.Json;
import io.beton.model.signal.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who waits for signals and takes them by their {@code webhook-id}, a moment each; of two hundred, one is refused
 * with 503 at first, one answered late, and of one the answer is lost although it was taken.
 */
final class MoodyReceiver implements AutoCloseable {
    private static final int OF = 200;
    private static final int NO_BODY = -1;
    private static final int LATE_MILLIS = 2_000;
    private static final int LEAST_MILLIS = 100;

    private final HttpServer server;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
    private final Set<String> met = ConcurrentHashMap.newKeySet();
    private final Queue<Told> taken = new ConcurrentLinkedQueue<>();

    MoodyReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/signals", this::receive);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/signals");
    }

    /** Everything that was taken, as often as it came. */
    Queue<Told> taken() {
        return taken;
    }

    private void receive(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        Signal signal = Json.read(exchange.getRequestBody().readAllBytes(), Signal.class);
        int mood = met.add(id) ? Math.floorMod(id.hashCode(), OF) : OF;
        if (mood == 0) {
            answer(exchange, 503);
            return;
        }
        taken.add(Told.of(id, signal));
        if (mood == 1) {
            answerIn(LATE_MILLIS, exchange);
        } else if (mood == 2) {
            exchange.close();
        } else {
            answerIn(LEAST_MILLIS + Math.floorMod(id.hashCode(), OF), exchange);
        }
    }

    private void answerIn(int millis, HttpExchange exchange) {
        threads.schedule(() -> answer(exchange, 204), millis, TimeUnit.MILLISECONDS);
    }

    private static void answer(HttpExchange exchange, int status) {
        try (exchange) {
            exchange.sendResponseHeaders(status, NO_BODY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
