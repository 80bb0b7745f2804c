package io.beton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.beton.model.Json;
import io.beton.servers.Ports;
import io.beton.servers.Servers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The ingest-service as it is shipped, in a process of its own. */
final class IngestProcess implements AutoCloseable {
    /** Little, so that memory that grows with a history would be seen. */
    static final String HEAP = "-Xmx256m";

    private static final long LOOK_EVERY_MILLIS = 20;
    private static final long LONGEST_MINUTES = 60;
    private static final int FIRST_FAILURE = 400;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Path log;
    private final Process process;

    private IngestProcess(String url, Path log, Process process) {
        this.url = url;
        this.log = log;
        this.process = process;
    }

    /** Starts it beside this process's broker and database, and returns when it is ready. */
    static IngestProcess start() throws IOException {
        int port = Ports.free();
        Servers.Database database = Servers.freshDatabase();
        Path log = Files.createTempFile("beton-bench-ingest", ".log");
        Path jar = Path.of(System.getProperty("beton.root", "."), "ingest-service/target/quarkus-app/quarkus-run.jar");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", Servers.bootstrapServers()),
                        Map.entry("QUARKUS_HTTP_PORT", String.valueOf(port)),
                        Map.entry("QUARKUS_DATASOURCE_JDBC_URL", database.url()),
                        Map.entry("QUARKUS_DATASOURCE_USERNAME", database.user()),
                        Map.entry("QUARKUS_DATASOURCE_PASSWORD", database.password()),
                        Map.entry("BETON_INGEST_MASTER_KEY", Base64.getEncoder().encodeToString(new byte[32])),
                        Map.entry("BETON_INGEST_ALLOW_HTTP", "true"),
                        Map.entry("BETON_INGEST_ALLOWED_HOSTS", "localhost"),
                        // what PostHog's limits make us wait is known, and not measured here
                        Map.entry("BETON_INGEST_LIMIT_REQUESTS_PER_MINUTE", "1000000"),
                        Map.entry("BETON_INGEST_LIMIT_REQUESTS_PER_HOUR", "1000000"),
                        Map.entry("BETON_INGEST_POLL_SETTLE", "PT1S"),
                        Map.entry("BETON_INGEST_POLL_OVERLAP", "PT1S")));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        IngestProcess ingest = new IngestProcess("http://localhost:" + port, log, process);
        ingest.await(ingest::ready);
        return ingest;
    }

    JsonNode get(String path) {
        return Json.read(send(HttpRequest.newBuilder(URI.create(url + path)).build()), JsonNode.class);
    }

    JsonNode post(String path, Object body) {
        String answer = send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(body)))
                .build());
        return answer.isEmpty() ? MissingNode.getInstance() : Json.read(answer, JsonNode.class);
    }

    /** The sum of all lines of a metric that start so. */
    double metric(String start) {
        return send(HttpRequest.newBuilder(URI.create(url + "/q/metrics")).build())
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    void await(BooleanSupplier reached) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
        while (!reached.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("[bench] ingest-service failed or hangs, see " + log);
            }
            Seconds.pause(LOOK_EVERY_MILLIS);
        }
    }

    private boolean ready() {
        try {
            return send(HttpRequest.newBuilder(URI.create(url + "/q/health/ready"))
                            .build())
                    .contains("\"status\": \"UP\"");
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_FAILURE) {
                throw new IllegalStateException("[bench] " + request.uri() + " answered " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException("[bench] " + request.uri() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("[bench] interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
