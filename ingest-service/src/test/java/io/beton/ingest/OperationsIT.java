package io.beton.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.ingest.poll.MatchedHypotheses;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.Selector;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What an operator sees. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class OperationsIT {
    @Inject
    Publisher publisher;

    @Inject
    MatchedHypotheses heard;

    @Test
    void theServiceBecomesReady() {
        // When, Then
        await().atMost(TopicTail.PATIENCE)
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
        assertThat(given().get("/q/health/ready").asString())
                .contains("topics read", Topics.HYPOTHESES.name(), "Kafka", "Database");
        assertThat(given().get("/q/health/started").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/health/live").asString())
                .contains("\"history\": true", "\"taxonomy\": true")
                .doesNotContain("Database", "Kafka");
    }

    @Test
    void whatWasDoneIsCounted() {
        // Given
        String id = Api.connectedAndRead();
        Selector counted = Selector.of("counted " + UUID.randomUUID());
        Hypothesis live = Claims.live(
                "hyp_" + UUID.randomUUID(), id, Claims.claim(Optional.of(counted), counted, List.of(counted)));
        publisher.publish(List.of(new ProducerRecord<>(
                Topics.HYPOTHESES.name(), live.hypothesisId().value(), Json.bytes(live))));
        heard.awaitHeard();
        StandInServer.capture(
                List.of(Events.event(counted.event(), "ann", Instant.now().minusSeconds(9))
                        .made()));
        Map<String, Double> before = counts();

        // When
        Api.post("/" + id + "/sync");

        // Then
        await().atMost(TopicTail.PATIENCE)
                .untilAsserted(() -> assertThat(counts())
                        .allSatisfy((line, count) -> assertThat(count).as(line).isGreaterThan(before.get(line))));
        // what is looked up in the database is there with the next look
        await().atMost(TopicTail.PATIENCE)
                .untilAsserted(() -> assertThat(Metrics.page())
                        .contains("beton_posthog_requests_left{host=\"" + StandInServer.url()
                                + "\",project=\"7\",window=\"hour\"}")
                        .contains("beton_posthog_budget_remaining_bytes{")
                        .contains("beton_posthog_requests_allowed{host=\"" + StandInServer.url()
                                + "\",project=\"7\",window=\"hour\"} 500000.0"));
        assertThat(Metrics.page())
                .contains("beton_posthog_queries_total{purpose=\"beton_taxonomy\",result=\"ok\"}")
                .contains("beton_posthog_read_bytes_total{purpose=\"beton_taxonomy\"}")
                // with a zero, so that the first one is an increase
                .contains("beton_dead_letters_total{topic=\"beton.hypotheses\"}")
                .contains("# HELP beton_polls ", "beton_outbox_pending ", "beton_outbox_published_total ")
                // each partition once
                .doesNotContain("topic=\"beton_")
                .contains("beton_posthog_limiter_wait_seconds_count{priority=\"poll\"}")
                .contains("kafka_consumer_fetch_manager_records_lag");
        Api.delete(id);
    }

    @Test
    void theRoomThatIsLeftIsShown() {
        // When
        Response reads = Api.get("/" + Api.connectedAndRead() + "/reads");

        // Then
        assertThat(reads.<Integer>path("limits.this_minute.used")).isPositive();
        assertThat(reads.<Integer>path("limits.this_hour.used")).isPositive();
        assertThat(reads.<Integer>path("limits.this_hour.of")).isEqualTo(500_000);
        assertThat(reads.<Integer>path("limits.in_flight.of")).isEqualTo(2);
        assertThat(reads.<Object>path("limits.bytes_left")).isNull();
        assertThat(reads.<Object>path("limits.paused_until")).isNull();
    }

    private static Map<String, Double> counts() {
        return Stream.of(
                        "beton_polls_total{result=\"ok\"}",
                        "beton_events_read_total",
                        "beton_posthog_queries_total{purpose=\"beton_poll\",result=\"ok\"}",
                        "beton_posthog_read_bytes_total{purpose=\"beton_poll\"}",
                        "beton_batches_published_total{topic=\"" + Topics.EVENTS.name() + "\"}")
                .collect(Collectors.toMap(Function.identity(), Metrics::count));
    }

    @Test
    void theInterfaceDescribesItself() {
        // When, Then
        assertThat(given().get("/q/openapi").asString())
                .contains("/api/v1/connections/{id}/taxonomy", "/api/v1/connections/{id}/histories", "sample_values");
    }
}
