package io.beton.router;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.beton.model.Json;
import io.beton.model.identity.Identities;
import io.beton.model.identity.IdentityQuestion;
import io.beton.model.identity.SubjectIdentity;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Stands for ingest where the router asks who subjects are: it answers as it is told, once each, and otherwise that it
 * knows nobody.
 */
public final class IngestStub implements QuarkusTestResourceLifecycleManager {
    public static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private static final List<Question> GOT = new CopyOnWriteArrayList<>();
    private static final Queue<Answer> ANSWERS = new ConcurrentLinkedQueue<>();
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private HttpServer server;

    /** What it was asked, the oldest first. */
    public static List<Question> got() {
        return GOT;
    }

    public static void forget() {
        GOT.clear();
        ANSWERS.clear();
    }

    /** The next question is answered so. */
    public static void tells(SubjectIdentity... subjects) {
        answers(200, new Identities(List.of(subjects)));
    }

    public static void answers(int status, Object body) {
        ANSWERS.add(new Answer(status, Json.text(body)));
    }

    /** The next question is not answered. */
    public static void hangs() {
        ANSWERS.add(new Answer(0, ""));
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", IngestStub::serve);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "ingest");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        return Map.of(
                "beton.router.identity.url",
                "http://localhost:" + server.getAddress().getPort(),
                "beton.router.identity.token",
                TOKEN);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            GOT.add(new Question(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    Json.read(exchange.getRequestBody().readAllBytes(), IdentityQuestion.class)));
            Answer answer =
                    Optional.ofNullable(ANSWERS.poll()).orElse(new Answer(200, Json.text(new Identities(List.of()))));
            if (answer.status() == 0) {
                NEVER.await();
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One request. */
    public record Question(String path, String authorization, IdentityQuestion asked) {}

    private record Answer(int status, String body) {}
}
