package io.beton.local;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.signal.Members;
import io.beton.model.signal.Signal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The running system as its users meet it: REST, the signals topic, and a PostHog that takes events. */
final class Product {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** The name of the one query of this class. */
    static final String OWN_QUERY = "who is who";

    private final LocalSystem system;
    private final Api ingest;
    private final Api hypotheses;
    private final Api router;
    private int captures;

    Product(LocalSystem system) {
        this.system = system;
        this.ingest = new Api(system.uri("ingest"));
        this.hypotheses = new Api(system.uri("hypothesis"));
        this.router = new Api(system.uri("router"));
    }

    String connect() {
        Map<String, Object> body = Map.of(
                "name", "small world",
                "host", system.uri("stand-in").toString(),
                "project_id", "1",
                "api_key", system.standInKey(),
                "sync_every", "1s");
        String connection =
                ingest.post("/api/v1/connections", body).path("connection_id").asText();
        await().atMost(LONGEST)
                .until(() -> ingest.find("/api/v1/connections/" + connection + "/taxonomy")
                        .isPresent());
        return connection;
    }

    String goal(String connection, String outcome, int horizonDays) {
        Map<String, Object> body = Map.of(
                "connection_id",
                connection,
                "name",
                "conversion",
                "kind",
                "conversion",
                "outcome",
                Map.of("event", outcome),
                "horizon_days",
                horizonDays);
        JsonNode goal = await().atMost(LONGEST)
                .until(() -> hypotheses.postUnless(409, "/api/v1/goals", body), Optional::isPresent)
                .orElseThrow();
        return goal.path("goal_id").asText();
    }

    String hypothesis(String connection, String goal, String text, Object condition, Object anchor, int withinDays) {
        Map<String, Object> body = Map.of(
                "connection_id", connection,
                "goal_id", goal,
                "hypothesis", text,
                "subject", Map.of("kind", "person"),
                "condition", condition,
                "design", Map.of("design", "anchored", "anchor", anchor, "within_days", withinDays));
        return hypotheses.post("/api/v1/hypotheses", body).path("hypothesis_id").asText();
    }

    Hypothesis backtested(String hypothesis, Instant asOf, int windowDays) {
        backtest(hypothesis, asOf, windowDays);
        return scored(hypothesis);
    }

    void backtest(String hypothesis, Instant asOf, int windowDays) {
        Map<String, Object> body = Map.of("as_of", asOf, "window_days", windowDays);
        hypotheses.post("/api/v1/hypotheses/" + hypothesis + "/backtest", body);
    }

    Hypothesis scored(String hypothesis) {
        return await().atMost(LONGEST)
                .until(() -> hypothesis(hypothesis), read -> read.status() == HypothesisState.SCORED);
    }

    /** Approves it and waits until it is live. */
    Hypothesis approved(String hypothesis) {
        Map<String, Object> body = Map.of("comment", "counted again by hand", "override", true);
        hypotheses.post("/api/v1/hypotheses/" + hypothesis + "/approve", body);
        return await().atMost(LONGEST)
                .until(() -> hypothesis(hypothesis), read -> read.status() == HypothesisState.LIVE);
    }

    /** Who qualified already when it was approved, by the names that they go by. */
    List<String> members(Hypothesis hypothesis) {
        JsonNode page = hypotheses.get("/api/v1/hypotheses/" + hypothesis.hypothesisId() + "/members?limit=500");
        Members members = Json.read(page.toString(), Members.class);
        if (!members.warm() || members.nextCursor().isPresent()) {
            throw new IllegalStateException("not all of them: " + page);
        }
        Map<String, String> persons = persons();
        return members.items().stream()
                .map(member -> persons.get(member.subjectId().value()))
                .toList();
    }

    void sink(URI address) {
        router.post(
                "/api/v1/sinks",
                Map.of(
                        "name",
                        "receiver",
                        "kind",
                        "webhook",
                        "url",
                        address.toString(),
                        "secret",
                        Planted.SINK_SECRET));
    }

    List<Signal> listedSignals() {
        List<Signal> all = new ArrayList<>();
        pages("/api/v1/signals").forEach(item -> all.add(Json.read(item.toString(), Signal.class)));
        return all;
    }

    List<JsonNode> deliveries() {
        return pages("/api/v1/deliveries");
    }

    /** Every record of the signals topic from its beginning to its end as of now. */
    List<ConsumerRecord<String, byte[]>> published() {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", system.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.SIGNALS.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Searches for hypotheses until the search is over. */
    void explored(String goal, Instant asOf, int windowDays) {
        Map<String, Object> body = Map.of("goal_id", goal, "as_of", asOf, "window_days", windowDays);
        String path = "/api/v1/explorations/"
                + hypotheses
                        .post("/api/v1/explorations", body)
                        .path("exploration_id")
                        .asText();
        await().atMost(LONGEST)
                .until(() -> hypotheses.get(path).path("status").asText(), status -> status.equals("done"));
    }

    /** Sends events to PostHog as its libraries do. */
    void capture(List<Happened> events) {
        captureAll(events.stream().map(Happened::captured).toList());
    }

    void captureAll(List<Map<String, Object>> batch) {
        post("/batch/", Map.of("api_key", "phc_stand_in", "batch", batch));
        captures++;
    }

    /** PostHog answers the next query so. */
    void fault(int status, String body) {
        post("/_standin/faults", Map.of("count", 1, "status", status, "body", body));
    }

    /** What PostHog was sent, by the product and by this class. */
    JsonNode requests() {
        return Json.read(
                send(HttpRequest.newBuilder(system.uri("stand-in").resolve("/_standin/requests"))
                        .timeout(LONGEST)
                        .build()),
                JsonNode.class);
    }

    /** How often events were sent. */
    int captures() {
        return captures;
    }

    /** PostHog's person ids and whose they are. */
    Map<String, String> persons() {
        Map<String, Object> query = Map.of(
                "kind",
                "HogQLQuery",
                "query",
                "select distinct toString(person_id), distinct_id from events limit 50000");
        Map<String, String> persons = new HashMap<>();
        post("/api/projects/1/query/", Map.of("query", query, "refresh", "force_blocking", "name", OWN_QUERY))
                .path("results")
                .forEach(row -> persons.put(row.get(0).asText(), row.get(1).asText()));
        return persons;
    }

    String metrics(String service) {
        return send(HttpRequest.newBuilder(system.uri(service).resolve("/q/metrics"))
                .timeout(LONGEST)
                .build());
    }

    /** The same in the format of before OpenMetrics. */
    String plainMetrics(String service) {
        return send(HttpRequest.newBuilder(system.uri(service).resolve("/q/metrics"))
                .timeout(LONGEST)
                .header("Accept", "text/plain; version=0.0.4")
                .build());
    }

    private Hypothesis hypothesis(String id) {
        return Json.read(hypotheses.get("/api/v1/hypotheses/" + id).toString(), Hypothesis.class);
    }

    private List<JsonNode> pages(String path) {
        List<JsonNode> items = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            JsonNode page = router.get(
                    path + "?limit=100" + cursor.map(at -> "&cursor=" + at).orElse(""));
            page.path("items").forEach(items::add);
            cursor = Optional.of(page.path("next_cursor").asText()).filter(at -> !at.isEmpty());
        } while (cursor.isPresent());
        return items;
    }

    private JsonNode post(String path, Object body) {
        return Json.read(
                send(HttpRequest.newBuilder(system.uri("stand-in").resolve(path))
                        .timeout(LONGEST)
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + system.standInKey())
                        .POST(HttpRequest.BodyPublishers.ofString(Json.text(body)))
                        .build()),
                JsonNode.class);
    }

    private static String send(HttpRequest request) {
        HttpResponse<String> response = Api.send(request);
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    request.uri() + " answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
