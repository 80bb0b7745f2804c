package io.beton.router.delivery;

import static io.beton.router.World.event;
import static io.beton.router.World.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.beton.model.id.SubjectId;
import io.beton.router.Receiver;
import io.beton.router.RouterContract;
import io.beton.router.RouterProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What receivers see of signals, however they behave. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class DeliveryIT extends RouterContract {
    private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private Receiver receiver;

    @BeforeEach
    void startReceiver() {
        receiver = new Receiver();
    }

    @AfterEach
    void endReceiverAndSinks() {
        List<String> sinks = RestAssured.get("/api/v1/sinks").jsonPath().getList("items.sink_id");
        sinks.forEach(sink -> RestAssured.delete("/api/v1/sinks/" + sink));
        receiver.close();
    }

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
    void aSignalIsSignedWithTheSecretThatNobodySeesAgain() throws Exception {
        // Given
        sink(receiver.url(), "whsec_" + KEY).body("signed", equalTo(true)).body("$", not(hasKey("secret")));
        // When
        signal();
        await().atMost(SOON).until(() -> receiver.got().size() == 1);
        // Then
        Receiver.Got got = receiver.got().get(0);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
        String signed =
                got.headers().get("webhook-id") + "." + got.headers().get("webhook-timestamp") + "." + got.body();
        assertThat(got.headers().get("webhook-signature"))
                .isEqualTo("v1,"
                        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        assertThat(RestAssured.get("/api/v1/sinks").asString()).doesNotContain(KEY);
        assertThat(number("select count(*) from router.sink where position(? in encode(secret, 'escape')) > 0", KEY))
                .isZero();
    }

    @Test
    void aReceiverThatHangsHoldsUpNobodyElse() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0)) {
            // Given
            String dead = sink("http://localhost:" + hanging.getLocalPort() + "/");
            String alive = sink(receiver.url());
            // When
            signal();
            signal();
            signal();
            await().atMost(SOON).until(() -> receiver.got().size() == 3);
            // Then
            await().atMost(SOON).until(() -> states(alive).equals(List.of("delivered", "delivered", "delivered")));
            assertThat(states(dead)).containsExactly("pending", "pending", "pending");
        }
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
    void everySignalIsOwedToEveryBindingAndCountedOnce() {
        // Given
        String healthy = sink(receiver.url());
        String refusing = sink(receiver.url() + "/closed");
        receiver.answer(400, Map.of());
        // When
        signal();
        signal();
        await().atMost(SOON)
                .until(() -> !states(healthy).contains("pending")
                        && !states(refusing).contains("pending"));
        // Then
        assertThat(number(
                                "select count(*) from router.delivery where sink_id in (?, ?) and state = 'delivered'",
                                healthy,
                                refusing)
                        + number(
                                "select count(*) from router.delivery where sink_id in (?, ?) and state = 'exhausted'",
                                healthy,
                                refusing))
                .isEqualTo(2 * 2);
    }

    @Test
    void aBindingThatCannotBeIsRefusedWithTheMemberAtFault() {
        refused(Map.of("name", "a", "kind", "webhook", "url", "ftp://example.com/"), "url", "must start with");
        refused(
                Map.of("name", "a", "kind", "webhook", "url", "https://user:pass@localhost/"),
                "url",
                "without user name");
        refused(Map.of("name", "a", "kind", "webhook", "url", "http://127.0.0.1/"), "url", "allowed-hosts");
        refused(Map.of("name", "a", "kind", "webhook", "url", "http://[::1]/"), "url", "allowed-hosts");
        refused(Map.of("name", "a", "kind", "webhook", "url", "http://169.254.169.254/"), "url", "allowed-hosts");
        refused(Map.of("name", "a", "kind", "webhook"), "url", "missing");
        refused(Map.of("name", "a", "kind", "pigeon", "url", receiver.url()), "kind", "pigeon");
        refused(Map.of("name", "a", "kind", "webhook", "url", receiver.url(), "secret", "short"), "secret", "whsec_");
        refused(Map.of("name", "a", "kind", "webhook", "url", receiver.url(), "colour", "red"), "colour", "not known");
        RestAssured.get("/api/v1/deliveries?state=lost").then().statusCode(400).body("member", equalTo("state"));
        RestAssured.get("/api/v1/signals?cursor=x").then().statusCode(400).body("member", equalTo("cursor"));
        RestAssured.get("/api/v1/sinks/none").then().statusCode(404);
    }

    /** Lets somebody fire. */
    private void signal() {
        SubjectId subject = somebody(0);
        world.approve(hypothesis, event(subject, "signed_up", -5), event(subject, "invited", -4));
        world.live(event(subject, "invited", 2));
        awaitSignalled(subject);
    }

    private String sink(String url) {
        return sink(url, "").extract().path("sink_id");
    }

    private ValidatableResponse sink(String url, String secret) {
        Map<String, String> body = new HashMap<>(Map.of("name", "crm", "kind", "webhook", "url", url));
        if (!secret.isEmpty()) {
            body.put("secret", secret);
        }
        return json(body).post("/api/v1/sinks").then().statusCode(201);
    }

    private void refused(Map<String, String> body, String member, String detail) {
        json(body)
                .post("/api/v1/sinks")
                .then()
                .statusCode(400)
                .body("member", equalTo(member))
                .body("detail", containsString(detail));
    }

    private List<String> states(String sink) {
        return deliveries(sink).extract().jsonPath().getList("items.state");
    }

    private ValidatableResponse deliveries(String sink) {
        return RestAssured.given()
                .queryParam("sink_id", sink)
                .get("/api/v1/deliveries")
                .then()
                .statusCode(200);
    }

    private static RequestSpecification json(Map<String, String> body) {
        return RestAssured.given().contentType("application/json").body(body);
    }
}
