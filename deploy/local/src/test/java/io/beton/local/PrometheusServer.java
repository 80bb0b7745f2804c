package io.beton.local;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import io.beton.monitoring.Tool;
import io.beton.servers.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A real Prometheus that scrapes a running system every second, with our rules. */
final class PrometheusServer implements AutoCloseable {
    /** Rates need some. */
    private static final int SCRAPES = 5;

    private final Child process;
    private final URI address;

    private PrometheusServer(Child process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Returns when each service has been scraped some times and the rules know it. */
    static PrometheusServer scraping(LocalSystem system, List<String> services, Path state) {
        Path folder = state.resolve("prometheus");
        int port = Ports.free();
        StringBuilder config = new StringBuilder("global: {scrape_interval: 1s, evaluation_interval: 1s}\n"
                + "rule_files: ['" + Launched.ROOT.resolve("deploy/monitoring/beton.rules.yml") + "']\n"
                + "scrape_configs:\n");
        services.forEach(
                service -> config.append("  - {job_name: %s-service, metrics_path: /q/metrics,".formatted(service)
                        + " static_configs: [{targets: ['%s']}]}%n"
                                .formatted(system.uri(service).getAuthority())));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("prometheus.yml"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Child process = Child.start(
                "prometheus",
                List.of(
                        Tool.find("prometheus", "").orElseThrow().path().toString(),
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port),
                Map.of(),
                folder);
        PrometheusServer started = new PrometheusServer(process, URI.create("http://127.0.0.1:" + port));
        process.await(() -> Api.answers(started.address.resolve("/-/ready")), WholeSystem.LONGEST);
        String scraped = "min(sum_over_time(up[1m])) >= " + SCRAPES + " and count(up) == " + services.size()
                + " and count(count_over_time(job_topic:beton_consumer_lag:sum[1m]) > 2) > 0";
        await().atMost(WholeSystem.LONGEST).until(() -> !started.ask(scraped).isEmpty());
        return started;
    }

    /** The series that a query gives now; one that cannot be read is a failure. */
    List<JsonNode> ask(String expression) {
        return list(get("/api/v1/query?query=" + encoded(expression)).path("result"));
    }

    /** Its rules, with their state and health. */
    List<JsonNode> rules() {
        return list(get("/api/v1/rules").path("groups")).stream()
                .flatMap(group -> list(group.path("rules")).stream())
                .toList();
    }

    /** The values that a label of a metric has. */
    List<JsonNode> values(String metric, String label) {
        return list(get("/api/v1/label/" + label + "/values?match%5B%5D=" + encoded(metric)));
    }

    private JsonNode get(String path) {
        JsonNode answer = Json.read(
                Api.send(HttpRequest.newBuilder(address.resolve(path)).build()).body(), JsonNode.class);
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(path + ": " + answer);
        }
        return answer.path("data");
    }

    private static List<JsonNode> list(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.close();
    }
}
