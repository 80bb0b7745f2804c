package io.beton.standin.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.beton.standin.fault.Fault;
import io.beton.standin.fault.Faults;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The HTTP server: reads a request, lets it meet its fault, finds its endpoint, writes the answer. */
public final class HttpFront implements AutoCloseable {
    private static final int THREADS = 32;
    private static final long BETWEEN_DRIPS_MILLIS = 100;

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService workers;
    private final Routes routes;
    private final Faults faults;
    private final RequestLog log;

    public HttpFront(int port, Routes routes, Faults faults, RequestLog log) throws IOException {
        this.routes = routes;
        this.faults = faults;
        this.log = log;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "stand-in-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(workers);
        server.createContext("/", this::handle);
    }

    public void start() {
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            long began = System.nanoTime();
            Request request = Request.read(exchange);
            Optional<Fault> fault = faults.take(request);
            fault.ifPresent(faults::delay);
            Answer answer = fault.filter(each -> each.status().isPresent())
                    .map(HttpFront::answer)
                    .orElseGet(() -> answer(request));
            log.add(request, answer.status(), Duration.ofNanos(System.nanoTime() - began));
            write(exchange, answer, fault.map(Fault::ending).orElse(Fault.Ending.WHOLE));
        }
    }

    private Answer answer(Request request) {
        try {
            return routes.answer(request);
        } catch (ApiError error) {
            return error.answer(url());
        } catch (RuntimeException failure) {
            System.err.println("[stand-in] " + request.method() + " " + request.path() + " failed: " + failure);
            return ApiError.server(500, "A server error occurred.").answer(url());
        }
    }

    private static Answer answer(Fault fault) {
        return new Answer(
                fault.status().orElse(200), fault.headers(), fault.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(HttpExchange exchange, Answer answer, Fault.Ending ending) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] whole = answer.body();
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        byte[] body = ending == Fault.Ending.TRUNCATED ? half : whole;
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length == 0) {
            return;
        }
        OutputStream out = exchange.getResponseBody();
        switch (ending) {
            case WHOLE, TRUNCATED -> {
                out.write(body);
                out.close();
            }
            case CUT -> {
                out.write(half);
                out.flush();
            }
            case DRIPPING -> drip(out, half);
        }
    }

    /** Ends when nobody listens any more. */
    private static void drip(OutputStream out, byte[] body) throws IOException {
        try {
            for (byte one : body) {
                out.write(one);
                out.flush();
                Thread.sleep(BETWEEN_DRIPS_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
