package io.beton.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The stand-in behind a gateway that gives fewer elements of a list than are asked for, and says that the next page is at
 * another host.
 */
final class CappedPages implements AutoCloseable {
    static final int MOST = 60;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final HttpServer server;
    private final HttpServer elsewhere;
    private final List<String> strayed = new CopyOnWriteArrayList<>();

    CappedPages() {
        elsewhere = serving(exchange -> {
            strayed.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server = serving(this::pass);
    }

    String url() {
        return url(server);
    }

    /** What was asked of the other host. */
    List<String> strayed() {
        return strayed;
    }

    @Override
    public void close() {
        server.stop(0);
        elsewhere.stop(0);
        threads.shutdown();
    }

    private HttpServer serving(com.sun.net.httpserver.HttpHandler handler) {
        try {
            HttpServer serving = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            serving.setExecutor(threads);
            serving.createContext("/", handler);
            serving.start();
            return serving;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().toString().replaceAll("limit=[0-9]+", "limit=" + MOST);
        HttpRequest request = HttpRequest.newBuilder(URI.create(StandInServer.url() + asked))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .header("Content-Type", "application/json")
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            byte[] body = answer.body()
                    .replaceAll("\"next\":\"http://[^/]+", "\"next\":\"" + url(elsewhere))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.statusCode(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String url(HttpServer server) {
        return "http://localhost:" + server.getAddress().getPort();
    }
}
