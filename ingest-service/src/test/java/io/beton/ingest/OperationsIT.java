package io.beton.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What an operator sees. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class OperationsIT {
    @Test
    void theServiceBecomesReady() {
        // When, Then
        await().atMost(TopicTail.PATIENCE)
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void whatWasDoneIsCounted() {
        // Given
        String id = Api.connectedAndRead();
        double before = Metrics.polls("ok");

        // When
        Api.post("/" + id + "/sync");

        // Then
        await().atMost(TopicTail.PATIENCE).until(() -> Metrics.polls("ok") > before);
        assertThat(Metrics.page())
                .contains("beton_posthog_queries_total{purpose=\"beton_taxonomy\",result=\"ok\"}")
                .contains("beton_posthog_bytes_read_total{purpose=\"beton_taxonomy\"}")
                .contains("kafka_consumer_fetch_manager_records_lag");
    }

    @Test
    void theInterfaceDescribesItself() {
        // When, Then
        assertThat(given().get("/q/openapi").asString()).contains("/api/v1/connections/{id}/taxonomy");
    }
}
