package io.beton.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.standin.Client.Reply;
import io.beton.standin.access.Limits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final String SLOW = "SELECT count() FROM (SELECT arrayJoin(range(200000)) AS a) x"
            + " CROSS JOIN (SELECT arrayJoin(range(200000)) AS b) y WHERE x.a * y.b % 7 = 3";

    private final MovingClock clock = new MovingClock("2026-03-29T12:00:00Z");

    private PostHogStandIn standIn(Limits limits) {
        return PostHogStandIn.start(StandInConfig.defaults().withClock(clock).withLimits(limits));
    }

    @Test
    void requestsAMinuteAndAnHourAreCountedPerKey() {
        try (PostHogStandIn standIn = standIn(Limits.off().withRates(new Limits.Rates(2, 3, 1, 100)))) {
            Client client = new Client(standIn);
            assertThat(client.query("SELECT 1").status()).isEqualTo(200);
            clock.forward(Duration.ofSeconds(17));
            assertThat(client.query("SELECT 1").status()).isEqualTo(200);
            Reply third = client.query("SELECT 1");
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.json().path("type").asText()).isEqualTo("throttled_error");
            assertThat(third.code()).isEqualTo("throttled");
            assertThat(third.detail()).isEqualTo("Request was throttled. Expected available in 43 seconds.");
            assertThat(third.header("Retry-After")).contains("43");
            clock.forward(Duration.ofSeconds(43));
            assertThat(client.query("SELECT 1").status()).isEqualTo(200);
            assertThat(client.query("SELECT 1").header("Retry-After")).contains("3540");
            assertThat(client.get("/api/projects/1/").status()).isEqualTo(200);
            assertThat(client.get("/api/projects/1/").status()).isEqualTo(429);
        }
    }

    @Test
    void theByteBudgetEmptiesAndRefills() {
        try (PostHogStandIn standIn = standIn(Limits.off().withBudget(100, 1))) {
            Client client = new Client(standIn);
            for (int i = 0; i < 20; i++) {
                standIn.capture("a", "p", Client.json("{}"));
            }
            Reply crossing = client.query("SELECT uuid FROM events");
            Reply refused = client.query("SELECT uuid FROM events");
            clock.forward(Duration.ofHours(1).plusSeconds(1));
            Reply later = client.query("SELECT 1");

            assertThat(crossing.status()).isEqualTo(200);
            assertThat(crossing.header("X-PostHog-Query-Bytes-Read")).contains("480");
            assertThat(crossing.header("X-PostHog-Query-Budget-Remaining-Bytes"))
                    .contains("-100");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("api_queries_budget_exceeded");
            assertThat(refused.header("Retry-After")).contains("3600");
            assertThat(later.status()).isEqualTo(200);
        }
    }

    @Test
    void onlyEventsInTheAskedTimeAreCharged() {
        try (PostHogStandIn standIn = standIn(Limits.off())) {
            standIn.capture(Client.json("{'event': 'a', 'distinct_id': 'p', 'timestamp': '2026-01-01T00:00:00Z'}"));
            standIn.capture("a", "p", Client.json("{}"));
            Reply reply = new Client(standIn)
                    .query("SELECT uuid FROM events WHERE timestamp >= now() - toIntervalDay(1) AND event = 'a'");

            assertThat(reply.header("X-PostHog-Query-Bytes-Read")).contains(String.valueOf(16 + 8 + 20));
        }
    }

    @Test
    void aQueryThatTakesTooLongIsStopped() {
        try (PostHogStandIn standIn = standIn(Limits.off().withExecution(Duration.ofMillis(200)))) {
            Reply reply = new Client(standIn).query(SLOW);

            assertThat(reply.status()).isEqualTo(504);
            assertThat(reply.json().path("type").asText()).isEqualTo("server_error");
            assertThat(reply.detail()).startsWith("Query has hit the max execution time before completing.");
        }
    }

    @Test
    void queriesBeyondTheSlotsAreRefusedAfterWaiting() {
        Limits limits = Limits.off().withConcurrency(1, Duration.ofSeconds(1)).withExecution(Duration.ofSeconds(4));
        try (PostHogStandIn standIn = standIn(limits)) {
            CompletableFuture<Reply> running = CompletableFuture.supplyAsync(() -> new Client(standIn).query(SLOW));
            Client client = new Client(standIn);
            Reply refused = client.query("SELECT 1");
            while (refused.status() == 200 && !running.isDone()) {
                refused = client.query("SELECT 1");
            }

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.detail())
                    .isEqualTo("Too many queries are running right now — please try again in a moment.");
            assertThat(refused.header("Retry-After")).isEmpty();
            assertThat(running.join().status()).isEqualTo(504);
        }
    }
}
