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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A service as it is shipped, in a process of its own. */
public final class ServiceProcess implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final long LONGEST_MINUTES = 60;
    private static final int FIRST_FAILURE = 400;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String service;
    private final String url;
    private final Path log;
    private final Process process;

    private ServiceProcess(String service, String url, Path log, Process process) {
        this.service = service;
        this.url = url;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a service, and returns when it is ready.
     *
     * @param options of Java; those in the variable {@code JDK_JAVA_OPTIONS} count too
     */
    public static ServiceProcess start(
            String service,
            List<String> options,
            String broker,
            Servers.Database database,
            Map<String, String> settings)
            throws IOException {
        int port = Ports.free();
        Path log = Files.createTempFile("beton-bench-" + service, ".log");
        Path jar = Path.of(System.getProperty("beton.root", "."), service, "target/quarkus-app/quarkus-run.jar");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", broker,
                        "QUARKUS_HTTP_PORT", String.valueOf(port),
                        "QUARKUS_DATASOURCE_JDBC_URL", database.url(),
                        "QUARKUS_DATASOURCE_USERNAME", database.user(),
                        "QUARKUS_DATASOURCE_PASSWORD", database.password()));
        builder.environment().putAll(settings);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        ServiceProcess started = new ServiceProcess(service, "http://localhost:" + port, log, process);
        started.await(started::ready);
        return started;
    }

    public JsonNode get(String path) {
        return Json.read(send(HttpRequest.newBuilder(URI.create(url + path)).build()), JsonNode.class);
    }

    public JsonNode post(String path, Object body) {
        String answer = send(posting(path, body));
        return answer.isEmpty() ? MissingNode.getInstance() : Json.read(answer, JsonNode.class);
    }

    /** Nothing where the answer is one of these, which mean that it is too early. */
    public Optional<JsonNode> postUnless(Set<Integer> tooEarly, String path, Object body) {
        HttpResponse<String> answer = answer(posting(path, body));
        return tooEarly.contains(answer.statusCode())
                ? Optional.empty()
                : Optional.of(Json.read(checked(answer), JsonNode.class));
    }

    private HttpRequest posting(String path, Object body) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(body)))
                .build();
    }

    /** The sum of all lines of a metric that start so. */
    public double metric(String start) {
        return send(HttpRequest.newBuilder(URI.create(url + "/q/metrics")).build())
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    public void await(BooleanSupplier reached) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
        while (!reached.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("[bench] " + service + " failed or hangs, see " + log);
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
        return checked(answer(request));
    }

    private static String checked(HttpResponse<String> answer) {
        if (answer.statusCode() >= FIRST_FAILURE) {
            throw new IllegalStateException("[bench] " + answer.uri() + " answered " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> answer(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("[bench] " + request.uri() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("[bench] interrupted", e);
        }
    }

    /** For the time that it has on processors. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it, and waits for that. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
