package io.beton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.servers.Servers;
import io.beton.standin.PostHogStandIn;
import io.beton.standin.StandInConfig;
import io.beton.standin.http.ReceivedRequest;
import io.beton.standin.world.WorldConfig;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** How long it takes from a new connection to proposals with reports, stage by stage, as a person waits for them. */
final class ProposalsBench {
    /** Of a service here: as little as its deployment would give it. */
    private static final List<String> JVM = List.of("-Xmx1g", "-XX:+UseSerialGC");

    /** What goals and explorations answer while no name of an event is known. */
    private static final Set<Integer> TOO_EARLY = Set.of(409, 422);

    private final int persons;
    private final Map<String, Double> reached = new LinkedHashMap<>();
    private long began;

    /** @param persons of the demo world, each of whom does about 20 things in the window */
    ProposalsBench(int persons) {
        this.persons = persons;
    }

    void run() throws IOException {
        Servers.Database database = Servers.freshDatabase();
        try (PostHogStandIn standIn = PostHogStandIn.start(StandInConfig.defaults());
                ServiceProcess ingest = IngestProcess.start();
                ServiceProcess hypothesis = start("hypothesis-service", database);
                ServiceProcess backtest = start("backtest-service", database)) {
            standIn.loadWorld(WorldConfig.demo(1).withPersons(persons));
            standIn.forgetRequests();
            began = System.nanoTime();
            String connection = connect(ingest, standIn);
            reach("connected");
            String goal = goal(hypothesis, connection);
            reach("names of events known, goal set");
            JsonNode done = explore(hypothesis, ingest, connection, goal);
            print(done, ingest, backtest, standIn, hypothesis.get("/api/v1/hypotheses?goal_id=" + goal));
        }
    }

    private static ServiceProcess start(String service, Servers.Database database) throws IOException {
        return ServiceProcess.start(service, JVM, Servers.bootstrapServers(), database, Map.of());
    }

    private static String connect(ServiceProcess ingest, PostHogStandIn standIn) {
        return ingest.post(
                        "/api/v1/connections",
                        Map.of(
                                "name", "bench",
                                "host", standIn.url(),
                                "project_id", String.valueOf(standIn.projectId()),
                                "api_key", "phx_stand_in",
                                "sync_every", "PT24H"))
                .path("connection_id")
                .asText();
    }

    /** The outcome is guessed from the names of events, which are there once the taxonomy is read. */
    private String goal(ServiceProcess hypothesis, String connection) {
        return whenReady(
                        hypothesis,
                        "/api/v1/goals",
                        Map.of(
                                "connection_id",
                                connection,
                                "name",
                                "conversion",
                                "kind",
                                "conversion",
                                "horizon_days",
                                30))
                .path("goal_id")
                .asText();
    }

    private static JsonNode whenReady(ServiceProcess service, String path, Object body) {
        JsonNode[] answered = new JsonNode[1];
        service.await(() -> {
            service.postUnless(TOO_EARLY, path, body).ifPresent(answer -> answered[0] = answer);
            return answered[0] != null;
        });
        return answered[0];
    }

    private JsonNode explore(ServiceProcess hypothesis, ServiceProcess ingest, String connection, String goal) {
        JsonNode[] last = new JsonNode[1];
        String exploration = whenReady(hypothesis, "/api/v1/explorations", Map.of("goal_id", goal))
                .path("exploration_id")
                .asText();
        reach("exploration asked");
        hypothesis.await(() -> {
            last[0] = hypothesis.get("/api/v1/explorations/" + exploration);
            if (historyIsRead(ingest, connection)) {
                reach("history read from PostHog");
            }
            IntStream.rangeClosed(1, last[0].path("levels").size())
                    .forEach(level -> reach("level " + level + " asked"));
            String status = last[0].path("status").asText();
            reach("exploration is " + status);
            return "done".equals(status) || "failed".equals(status);
        });
        return last[0];
    }

    private static boolean historyIsRead(ServiceProcess ingest, String connection) {
        return !ingest.get("/api/v1/connections/" + connection + "/histories")
                .path("items")
                .path(0)
                .path("ended_at")
                .isMissingNode();
    }

    /** A stage that is reached counts from when it was first seen. */
    private void reach(String stage) {
        reached.putIfAbsent(stage, (System.nanoTime() - began) / 1e9);
    }

    private void print(
            JsonNode done,
            ServiceProcess ingest,
            ServiceProcess backtest,
            PostHogStandIn standIn,
            JsonNode hypotheses) {
        double inPostHog = standIn.requests().stream()
                .filter(request -> request.queryName().isPresent())
                .map(ReceivedRequest::took)
                .mapToDouble(took -> took.toNanos() / 1e9)
                .sum();
        System.out.printf(
                "%nfrom a new connection to proposals with reports: %,d persons, %,.0f events read%n",
                persons, ingest.metric("beton_events_read_total"));
        reached.forEach((stage, seconds) -> System.out.printf("%8.1f s  %s%n", seconds, stage));
        System.out.printf(
                "the stand-in worked %.1f s on %d queries of %,.0f MB; %,d candidates tried; backtest-service counted %,.0f events%n",
                inPostHog,
                standIn.requests().stream()
                        .filter(request -> request.queryName().isPresent())
                        .count(),
                ingest.metric("beton_posthog_read_bytes_total") / 1e6,
                done.path("tried").asLong(),
                backtest.metric("beton_events_read_total"));
        for (JsonNode hypothesis : hypotheses.path("items")) {
            System.out.printf(
                    "  %-12s lift %4.1f  %s%n",
                    hypothesis.path("backtest").path("verdict").asText(),
                    hypothesis.path("backtest").path("lift_vs_baseline").asDouble(),
                    hypothesis.path("hypothesis").asText());
        }
    }
}
