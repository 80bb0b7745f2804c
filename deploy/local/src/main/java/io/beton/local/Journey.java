package io.beton.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The main job as a person would do it by REST, told step by step: connect, explore, backtest, wait for approval. */
final class Journey {
    private static final Duration LONGEST_STEP = Duration.ofMinutes(20);

    private final Options options;
    private final LocalSystem system;
    private final Memory memory;
    private final Screen screen;
    private final Api ingest;
    private final Api hypotheses;
    private String connection;
    private String goal;

    Journey(Options options, LocalSystem system, Memory memory, Screen screen) {
        this.options = options;
        this.system = system;
        this.memory = memory;
        this.screen = screen;
        this.ingest = new Api(system.uri("ingest"));
        this.hypotheses = new Api(system.uri("hypothesis"));
    }

    void connect(URI host, String project, String key) {
        String place = "connection " + host + " " + project;
        boolean known = memory.knows(place);
        connection = memory.kept(place, () -> {
            Map<String, Object> body = new HashMap<>();
            body.put("name", "local");
            body.put("host", host.toString());
            body.put("project_id", project);
            body.put("api_key", key);
            body.put("sync_every", options.standIn() ? "2s" : "1m");
            return ingest.post("/api/v1/connections", body)
                    .path("connection_id")
                    .asText();
        });
        if (known) {
            // the key of this run counts, should it be another one than that of the run before
            ingest.patch("/api/v1/connections/" + connection, Map.of("api_key", key));
        }
        JsonNode facts = ingest.get("/api/v1/connections/" + connection);
        JsonNode taxonomy = await("the taxonomy", () -> ingest.find("/api/v1/connections/" + connection + "/taxonomy"));
        screen.step(
                "connected",
                "project `%s` at %s, time zone %s, %d event types"
                        .formatted(
                                facts.path("project_name").asText(),
                                facts.path("host").asText(),
                                facts.path("timezone").asText(),
                                taxonomy.path("events").size()));
        screen.step("taxonomy read", frequent(taxonomy));
    }

    void explore() {
        goal = memory.kept(
                "goal " + connection + " " + options.outcome().orElse("guessed") + " " + options.horizonDays(),
                this::makeGoal);
        JsonNode made = hypotheses.get("/api/v1/goals/" + goal);
        screen.step(
                "goal",
                "`%s` within %d days%s"
                        .formatted(
                                made.at("/outcome/event").asText(),
                                made.path("horizon_days").asInt(),
                                made.path("outcome_guessed").asBoolean()
                                        ? " (a guess: "
                                                + made.path("guess_reason").asText() + ")"
                                        : ""));
        String asked = "exploration " + goal + " " + options.windowDays() + " "
                + options.asOf().map(Object::toString).orElse("now");
        String exploration = memory.kept(asked, () -> {
            Map<String, Object> body = new HashMap<>();
            body.put("goal_id", goal);
            body.put("window_days", options.windowDays());
            options.asOf().ifPresent(asOf -> body.put("as_of", asOf));
            JsonNode started =
                    await("the names of events", () -> hypotheses.postUnless(409, "/api/v1/explorations", body));
            return started.path("exploration_id").asText();
        });
        JsonNode chosen = await("the exploration", () -> ended(exploration, "backtesting"));
        screen.step(
                "hypotheses proposed",
                "%d of %d candidates, chosen on the discovery part of the history"
                        .formatted(
                                chosen.path("hypotheses").size(),
                                chosen.path("tried").asInt()));
        JsonNode done = await("the backtests", () -> ended(exploration, "done"));
        if (done.has("reason")) {
            screen.step("explored", done.path("reason").asText());
        }
    }

    /** Prints the table, and how to approve the best one where nobody has yet. */
    void report() {
        List<Hypothesis> found = all();
        screen.step("backtested", "%d hypotheses".formatted(found.size()));
        new ReportTable(found).lines().forEach(screen::line);
        List<Hypothesis> live =
                found.stream().filter(each -> each.status().matched()).toList();
        live.forEach(each -> screen.step("live", each.hypothesis()));
        Optional<Hypothesis> best = found.stream()
                .filter(each -> each.status() == HypothesisState.SCORED)
                .filter(each ->
                        each.backtest().isPresent() && each.backtest().get().verdict() == Verdict.PASSED)
                .findFirst();
        if (best.isPresent()) {
            screen.step(
                    "waiting for approval", "this line approves `" + best.get().hypothesis() + "`:");
            screen.line("curl -X POST -H 'Content-Type: application/json' -d '{\"version\": "
                    + best.get().version() + ", \"comment\": \"agreed\"}' "
                    + system.uri("hypothesis") + "/api/v1/hypotheses/"
                    + best.get().hypothesisId() + "/approve");
        } else if (live.isEmpty()) {
            screen.step(
                    "nothing to approve",
                    "no hypothesis passed; the reasons stand at " + system.uri("hypothesis") + "/api/v1/hypotheses");
        }
    }

    private String makeGoal() {
        Map<String, Object> body = new HashMap<>();
        body.put("connection_id", connection);
        body.put("name", "conversion");
        body.put("kind", "conversion");
        body.put("horizon_days", options.horizonDays());
        options.outcome().ifPresent(event -> body.put("outcome", Map.of("event", event)));
        return hypotheses.post("/api/v1/goals", body).path("goal_id").asText();
    }

    private Optional<JsonNode> ended(String exploration, String atLeast) {
        JsonNode state = hypotheses.get("/api/v1/explorations/" + exploration);
        String status = state.path("status").asText();
        if ("failed".equals(status)) {
            throw new StartFailure(
                    "the exploration failed: " + state.path("failure").asText());
        }
        return "done".equals(status) || status.equals(atLeast) ? Optional.of(state) : Optional.empty();
    }

    private List<Hypothesis> all() {
        JsonNode items = hypotheses.get("/api/v1/hypotheses?goal_id=" + goal).path("items");
        List<Hypothesis> found = new ArrayList<>();
        items.forEach(item -> found.add(Json.read(item.toString(), Hypothesis.class)));
        return found;
    }

    private static String frequent(JsonNode taxonomy) {
        List<String> names = new ArrayList<>();
        for (JsonNode event : taxonomy.path("events")) {
            if (names.size() < 5 && !event.path("name").asText().startsWith("$")) {
                names.add(
                        event.path("name").asText() + " " + event.path("volume").asLong());
            }
        }
        return taxonomy.path("event_properties").size() + " event properties; most frequent in 30 days: "
                + String.join(", ", names);
    }

    private static <T> T await(String what, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + LONGEST_STEP.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartFailure("interrupted", e);
            }
        }
        throw new StartFailure(what + " did not come in " + LONGEST_STEP);
    }
}
