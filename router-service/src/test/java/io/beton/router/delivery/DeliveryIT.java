package io.beton.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.beton.router.DeliveryContract;
import io.beton.router.RouterProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What receivers see of signals, however they behave. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class DeliveryIT extends DeliveryContract {
    @Test
    void aReceiverThatFailsAtFirstGetsTheSignalAgain() {
        // Given
        String sink = sink(receiver.url());
        receiver.answer(503, Map.of());
        receiver.answer(429, Map.of("Retry-After", "0"));
        // When
        signal();
        await().atMost(SOON).until(() -> states(sink).equals(List.of("delivered")));
        // Then
        assertThat(receiver.got()).hasSize(3);
        assertThat(receiver.got().stream().map(got -> got.headers().get("webhook-id")))
                .hasSize(3)
                .containsOnly(receiver.got().get(0).headers().get("webhook-id"));
        String delivery = deliveries(sink).extract().path("items[0].delivery_id");
        RestAssured.get("/api/v1/deliveries/" + delivery)
                .then()
                .body("attempts", equalTo(3))
                .body("tried.status", contains(503, 429, 200))
                .body("tried.result", contains("answered 503", "answered 429", "delivered"));
    }

    @Test
    void aRefusalIsFinalUntilItIsReplayed() {
        // Given
        String sink = sink(receiver.url());
        receiver.answer(400, Map.of());
        signal();
        await().atMost(SOON).until(() -> states(sink).equals(List.of("exhausted")));
        // When
        String delivery = deliveries(sink).extract().path("items[0].delivery_id");
        RestAssured.post("/api/v1/deliveries/" + delivery + "/replay").then().statusCode(202);
        await().atMost(SOON).until(() -> states(sink).equals(List.of("delivered")));
        // Then
        assertThat(receiver.got()).hasSize(2);
    }

    @Test
    void aReceiverThatIsGoneGetsNothingMore() {
        // Given
        String sink = sink(receiver.url());
        receiver.answer(410, Map.of());
        // When
        signal();
        await().atMost(SOON).until(() -> states(sink).equals(List.of("exhausted")));
        signal();
        // Then
        RestAssured.get("/api/v1/sinks/" + sink).then().body("state", equalTo("disabled"));
        assertThat(states(sink)).containsExactly("exhausted");
        assertThat(receiver.got()).hasSize(1);
        String delivery = deliveries(sink).extract().path("items[0].delivery_id");
        RestAssured.post("/api/v1/deliveries/" + delivery + "/replay").then().statusCode(409);
    }

    @Test
    void redirectsAreNotFollowed() {
        // Given
        String sink = sink(receiver.url());
        receiver.answer(307, Map.of("Location", receiver.url()));
        // When
        signal();
        await().atMost(SOON).until(() -> states(sink).equals(List.of("exhausted")));
        // Then
        assertThat(receiver.got()).hasSize(1);
    }

    @Test
    void oneOfTenThatHangsHoldsUpNoneOfTheOthers() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0)) {
            // Given
            String dead = sink("http://localhost:" + hanging.getLocalPort() + "/");
            List<String> alive = IntStream.range(0, 9)
                    .mapToObj(number -> sink(receiver.url() + "/" + number))
                    .toList();
            // When
            signal();
            signal();
            signal();
            // Then
            for (String sink : alive) {
                await().atMost(SOON).until(() -> states(sink).equals(List.of("delivered", "delivered", "delivered")));
            }
            assertThat(receiver.got()).hasSize(3 * 9);
            assertThat(states(dead)).containsExactly("pending", "pending", "pending");
        }
    }

    @Test
    void aBindingThatFailsAndFailsIsLeftAloneUntilItWorksAgain() {
        // Given
        String sink = sink(receiver.url());
        for (int i = 0; i < 4; i++) {
            receiver.answer(500, Map.of());
        }
        // When
        signal();
        // Then
        await().atMost(SOON).until(() -> !circuit(sink).equals("closed"));
        await().atMost(SOON).until(() -> states(sink).equals(List.of("delivered")));
        assertThat(circuit(sink)).isEqualTo("closed");
        assertThat(receiver.got()).hasSize(5);
    }

    @Test
    void whatWasGivenUpCanBeReplayedByFilter() {
        // Given
        String sink = sink(receiver.url());
        String other = sink(receiver.url() + "/other");
        for (int i = 0; i < 4; i++) {
            receiver.answer(400, Map.of());
        }
        signal();
        signal();
        for (String each : List.of(sink, other)) {
            await().atMost(SOON).until(() -> states(each).equals(List.of("exhausted", "exhausted")));
        }
        // When
        replay(Map.of("sink_id", sink, "until", "2020-01-01T00:00:00Z"), 0);
        replay(Map.of("sink_id", sink, "state", "delivered"), 0);
        replay(Map.of("sink_id", sink, "state", "exhausted", "since", "2020-01-01T00:00:00Z"), 2);
        // Then
        await().atMost(SOON).until(() -> states(sink).equals(List.of("delivered", "delivered")));
        assertThat(states(other)).containsExactly("exhausted", "exhausted");
        json(Map.of("state", "pending"))
                .post("/api/v1/deliveries/replay")
                .then()
                .statusCode(400)
                .body("member", equalTo("state"));
    }

    @Test
    void aNewBindingGetsOnlyWhatComesAfterIt() {
        // Given
        signal();
        String sink = sink(receiver.url());
        // When
        signal();
        await().atMost(SOON).until(() -> receiver.got().size() == 1);
        // Then
        assertThat(states(sink)).hasSize(1);
    }

    @Test
    void everySignalIsOwedToEveryBindingThatItMatchesAndCountedOnce() {
        // Given
        String healthy = sink(receiver.url());
        String refusing = sink(receiver.url() + "/closed");
        String elsewhere = added(Map.of(
                "name",
                "churn",
                "kind",
                "webhook",
                "url",
                receiver.url(),
                "filter",
                Map.of("types", List.of("churn"))));
        String mine = added(Map.of(
                "name",
                "mine",
                "kind",
                "webhook",
                "url",
                receiver.url(),
                "filter",
                Map.of("hypotheses", List.of(hypothesis.hypothesisId().value()))));
        receiver.answer(400, Map.of());
        // When
        signal();
        signal();
        await().atMost(SOON)
                .until(() -> Stream.of(healthy, refusing, mine)
                        .noneMatch(sink -> states(sink).contains("pending")));
        // Then
        assertThat(number(
                                "select count(*) from router.delivery where sink_id in (?, ?, ?) and state = 'delivered'",
                                healthy,
                                refusing,
                                mine)
                        + number(
                                "select count(*) from router.delivery where sink_id in (?, ?, ?) and state = 'exhausted'",
                                healthy,
                                refusing,
                                mine))
                .isEqualTo(2 * 3);
        assertThat(states(elsewhere)).isEmpty();
    }

    @Test
    void whatIsNotThereIsSaid() {
        RestAssured.get("/api/v1/deliveries?state=lost").then().statusCode(400).body("member", equalTo("state"));
        RestAssured.get("/api/v1/signals?cursor=x").then().statusCode(400).body("member", equalTo("cursor"));
    }

    private String circuit(String sink) {
        return RestAssured.get("/api/v1/sinks/" + sink).jsonPath().getString("circuit.state");
    }

    private static void replay(Map<String, Object> which, int times) {
        json(which).post("/api/v1/deliveries/replay").then().statusCode(202).body("replayed", equalTo(times));
    }
}
