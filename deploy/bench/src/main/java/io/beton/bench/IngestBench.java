package io.beton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import io.beton.servers.Servers;
import io.beton.standin.PostHogStandIn;
import io.beton.standin.StandInConfig;
import io.beton.standin.events.GeneratedEvents;
import io.beton.standin.http.ReceivedRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** What reading costs: polls and histories of the ingest-service as a process, and its decoding alone. */
final class IngestBench {
    private static final int NAMES = 50;
    private static final int PERSONS = 200_000;
    private static final double MEGA = 1e6;
    private static final double PERCENT = 100;
    private static final Instant START = World.AS_OF.minus(Duration.ofDays(World.WINDOW_DAYS));

    private final int[] histories;
    private final BenchKafka kafka = new BenchKafka(Servers.bootstrapServers());

    /** @param histories how many events each has */
    IngestBench(int[] histories) {
        this.histories = histories;
    }

    void run() throws IOException {
        polls();
        System.out.printf(
                "%nhistories, of %d selectors that match every event; ingest-service with %s%n",
                NAMES, IngestProcess.HEAP);
        System.out.printf(
                "%12s %10s %8s %10s %8s %9s %11s %10s %10s%n",
                "events", "estimated", "queries", "est. MB", "MB", "seconds", "events/s", "waiting %", "peak heap");
        for (int events : histories) {
            history(events);
        }
        try (PostHogStandIn standIn = standIn(histories[0])) {
            new DecodeBench(standIn, kafka, request("con_decode")).run(histories[0]);
        }
    }

    private void polls() throws IOException {
        System.out.printf("%npolls of what is new; ingest-service with %s%n", IngestProcess.HEAP);
        System.out.printf("%12s %8s %10s %9s %10s%n", "new events", "queries", "MB", "seconds", "waiting %");
        try (PostHogStandIn standIn = PostHogStandIn.start(StandInConfig.defaults());
                ServiceProcess ingest = IngestProcess.start()) {
            standIn.generate(new GeneratedEvents("first", 1, 1, NAMES, START, World.AS_OF));
            String connection = connect(ingest, standIn);
            makeLive(connection);
            // the code is compiled, and the hypothesis is heard, once some were read
            for (int events : new int[] {20_000, 20_000, 20_000, 1_000, 10_000, 100_000}) {
                poll(ingest, standIn, connection, events);
            }
        }
    }

    private void poll(ServiceProcess ingest, PostHogStandIn standIn, String connection, int events) {
        Instant now = Instant.now();
        standIn.generate(
                new GeneratedEvents(UUID.randomUUID().toString(), events, PERSONS, NAMES, now, now.plusSeconds(1)));
        // they arrive in a second and a half, and a poll goes on to a second ago
        Seconds.pause(4_000);
        double before = ingest.metric("beton_events_read_total");
        Cost spent = Cost.of(ingest, connection);
        standIn.forgetRequests();
        do {
            double polls = ingest.metric("beton_polls_total{result=\"ok\"}");
            ingest.post("/api/v1/connections/" + connection + "/sync", Map.of());
            ingest.await(() -> ingest.metric("beton_polls_total{result=\"ok\"}") > polls);
        } while (ingest.metric("beton_events_read_total") < before + events);
        List<ReceivedRequest> asked = standIn.requests();
        double seconds = between(asked.get(0).at().minus(asked.get(0).took()), kafka.latestOn(Topics.EVENTS));
        Cost cost = Cost.of(ingest, connection).minus(spent);
        System.out.printf(
                "%,12d %8d %10.2f %9.3f %10.1f%n",
                events, cost.queries, cost.bytes / MEGA, seconds, waiting(asked, seconds));
    }

    private void history(int events) throws IOException {
        try (PostHogStandIn standIn = standIn(events);
                ServiceProcess ingest = IngestProcess.start()) {
            String connection = connect(ingest, standIn);
            HistoryRequest request = request(connection);
            standIn.forgetRequests();
            double before = ingest.metric("beton_events_read_total");
            kafka.publish(Topics.HISTORY_REQUESTS, request.requestId().value(), request);
            double[] peak = new double[1];
            ingest.await(() -> {
                peak[0] = Math.max(peak[0], ingest.metric("jvm_memory_used_bytes{area=\"heap\""));
                return !found(ingest, connection).path("ended_at").isMissingNode();
            });
            JsonNode read = found(ingest, connection);
            double seconds = between(
                    Instant.parse(read.path("started_at").asText()),
                    Instant.parse(read.path("ended_at").asText()));
            System.out.printf(
                    "%,12.0f %10d %8d %10.0f %8.0f %9.1f %,11.0f %10.1f %7.0f MB%n",
                    ingest.metric("beton_events_read_total") - before,
                    read.path("estimate").path("cost").path("queries").asLong(),
                    read.path("spent").path("queries").asLong(),
                    read.path("estimate").path("cost").path("bytes").asLong() / MEGA,
                    read.path("spent").path("bytes").asLong() / MEGA,
                    seconds,
                    events / seconds,
                    waiting(standIn.requests(), seconds),
                    peak[0] / MEGA);
        }
    }

    private static JsonNode found(ServiceProcess ingest, String connection) {
        return ingest.get("/api/v1/connections/" + connection + "/histories")
                .path("items")
                .path(0);
    }

    private static PostHogStandIn standIn(int events) {
        PostHogStandIn standIn = PostHogStandIn.start(StandInConfig.defaults());
        standIn.generate(new GeneratedEvents("history", events, PERSONS, NAMES, START, World.AS_OF));
        return standIn;
    }

    /** Connected, and its taxonomy read, so that only what is measured is asked. */
    private static String connect(ServiceProcess ingest, PostHogStandIn standIn) {
        String connection = ingest.post(
                        "/api/v1/connections",
                        Map.of(
                                "name", "bench",
                                "host", standIn.url(),
                                "project_id", String.valueOf(standIn.projectId()),
                                "api_key", "phx_stand_in",
                                "sync_every", "PT24H"))
                .path("connection_id")
                .asText();
        ingest.await(() -> ingest.metric("beton_posthog_queries_total{purpose=\"beton_taxonomy") > 0);
        return connection;
    }

    private void makeLive(String connection) {
        kafka.publish(
                Topics.HYPOTHESES,
                "hyp_bench",
                new Hypothesis(
                        new HypothesisId("hyp_bench"),
                        1,
                        new ConnectionId(connection),
                        new GoalId("goal_bench"),
                        GoalKind.CONVERSION,
                        "Users who do everything subscribe",
                        Subject.PERSON,
                        new Condition.AllOf(IntStream.range(0, NAMES)
                                .<Condition>mapToObj(name -> new Condition.Count(Asked.selector(name), 1))
                                .toList()),
                        new Design.Anchored(Optional.of(Asked.selector(World.SIGNED_UP)), 7),
                        Outcome.of(Asked.selector(World.SUBSCRIBED), Asked.HORIZON_DAYS),
                        HypothesisState.LIVE,
                        false,
                        1,
                        Optional.of(START),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()));
    }

    private static HistoryRequest request(String connection) {
        HistoryRequest asked = Asked.request(Asked.anchored(NAMES - 2));
        return new HistoryRequest(
                new RequestId("req_" + UUID.randomUUID()),
                new ConnectionId(connection),
                asked.purpose(),
                asked.asOf(),
                asked.windowDays(),
                asked.candidates());
    }

    /** How much of the time the stand-in worked on queries, in percent. */
    private static double waiting(List<ReceivedRequest> asked, double seconds) {
        return asked.stream()
                        .filter(request -> request.queryName().isPresent())
                        .mapToDouble(request -> request.took().toNanos() / 1e9)
                        .sum()
                * PERCENT
                / seconds;
    }

    private static double between(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    /** What a connection has cost. */
    private record Cost(long queries, long bytes) {
        static Cost of(ServiceProcess ingest, String connection) {
            JsonNode reads = ingest.get("/api/v1/connections/" + connection + "/reads");
            return new Cost(reads.path("queries").asLong(), reads.path("bytes").asLong());
        }

        Cost minus(Cost other) {
            return new Cost(queries - other.queries, bytes - other.bytes);
        }
    }
}
