package io.beton.router.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.beton.router.DeliveryContract;
import io.beton.router.Receiver;
import io.beton.router.RouterProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people say of bindings, and what they see of them. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class BindingIT extends DeliveryContract {
    private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_HxwdHh8AAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRo=";
    private static final String NEXT = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @Test
    void aSignalIsSignedWithTheSecretThatNobodySeesAgain() {
        // Given
        String sink = added(webhook(Map.of("secret", "whsec_" + KEY)));
        RestAssured.get("/api/v1/sinks/" + sink)
                .then()
                .body("signed", equalTo(true))
                .body("url", equalTo(receiver.url()))
                .body("settings.secret", equalTo("[hidden]"))
                .body("$", not(hasKey("secret")));
        // When
        signal();
        await().atMost(SOON).until(() -> receiver.got().size() == 1);
        // Then
        assertThatCode(() -> verify("whsec_" + KEY, receiver.got().get(0))).doesNotThrowAnyException();
        assertThat(RestAssured.get("/api/v1/sinks").asString()).doesNotContain(KEY);
        assertThat(number(
                        "select count(*) from router.sink where position(? in encode(secret, 'escape')) > 0"
                                + " or position(? in settings::text) > 0",
                        KEY,
                        KEY))
                .isZero();
    }

    @Test
    void aChangedSecretIsUsedBesidesTheOldOneForAWhile() {
        // Given
        String sink = added(webhook(Map.of("secret", "whsec_" + KEY)));
        // When
        json(Map.of("secret", NEXT, "overlap", "PT1H"))
                .post("/api/v1/sinks/" + sink + "/secret")
                .then()
                .statusCode(204);
        signal();
        await().atMost(SOON).until(() -> receiver.got().size() == 1);
        // Then
        assertThatCode(() -> verify("whsec_" + KEY, receiver.got().get(0))).doesNotThrowAnyException();
        assertThatCode(() -> verify(NEXT, receiver.got().get(0))).doesNotThrowAnyException();
        String slack = added(Map.of("name", "a", "kind", "slack", "url", receiver.url()));
        json(Map.of("secret", NEXT))
                .post("/api/v1/sinks/" + slack + "/secret")
                .then()
                .statusCode(409);
    }

    @Test
    void ofTwoChangesAtOnceNoneIsLost() throws SQLException {
        // Given
        String sink = added(webhook(Map.of("secret", "whsec_" + KEY)));
        try (Connection holding = source.getConnection();
                Statement lock = holding.createStatement()) {
            holding.setAutoCommit(false);
            lock.execute("select 1 from router.sink where sink_id = '" + sink + "' for update");
            // When
            List<CompletableFuture<Integer>> changes = Stream.of(NEXT, OTHER)
                    .map(secret -> CompletableFuture.supplyAsync(() -> json(Map.of("secret", secret))
                            .post("/api/v1/sinks/" + sink + "/secret")
                            .statusCode()))
                    .toList();
            await().atMost(SOON)
                    .until(() -> number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and query like '%router.sink %'")
                            == changes.size());
            holding.rollback();
            assertThat(changes).allSatisfy(change -> assertThat(change.join()).isEqualTo(204));
        }
        signal();
        await().atMost(SOON).until(() -> receiver.got().size() == 1);
        // Then
        assertThatCode(() -> verify(NEXT, receiver.got().get(0))).doesNotThrowAnyException();
        assertThatCode(() -> verify(OTHER, receiver.got().get(0))).doesNotThrowAnyException();
    }

    @Test
    void aPreviewShowsWhatWouldBeSentAndSendsNothing() {
        // Given
        signal();
        String sink = added(Map.of(
                "name",
                "crm",
                "kind",
                "hubspot",
                "token",
                "pat-" + KEY,
                "object",
                "contact",
                "identity",
                "{subject.id}@example.com",
                "note",
                "{hypothesis}",
                "base_url",
                receiver.url(),
                "fields",
                Map.of("beton_type", "{type}"),
                "filter",
                Map.of("types", List.of("churn"))));
        // When
        String shown = RestAssured.given()
                .contentType("application/json")
                .post("/api/v1/sinks/" + sink + "/preview")
                .then()
                .statusCode(200)
                .body("matches", equalTo(false))
                .body("requests.method", contains("POST", "POST", "POST"))
                .body("requests[0].url", equalTo(receiver.url() + "/crm/v3/objects/contacts/batch/upsert"))
                .body("requests[0].headers.Authorization", equalTo("Bearer [hidden]"))
                .body("requests[0].body.inputs[0].properties.beton_type", equalTo("conversion"))
                .extract()
                .asString();
        // Then
        assertThat(shown).doesNotContain(KEY);
        assertThat(receiver.got()).isEmpty();
        assertThat(states(sink)).isEmpty();
        json(Map.of("signal_id", "none"))
                .post("/api/v1/sinks/" + sink + "/preview")
                .then()
                .statusCode(404);
    }

    @Test
    void whatABindingIsOwedAndItsCircuitAreMetrics() {
        // Given
        String sink = sink(receiver.url());
        // When
        signal();
        await().atMost(SOON).until(() -> states(sink).equals(List.of("delivered")));
        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RestAssured.get("/q/metrics").asString())
                        .contains(
                                "beton_deliveries_total{kind=\"webhook\",result=\"delivered\",sink=\"" + sink
                                        + "\"} 1.0",
                                "beton_deliveries_total{kind=\"webhook\",result=\"exhausted\",sink=\"" + sink
                                        + "\"} 0.0",
                                "beton_delivery_delay_seconds_bucket{kind=\"webhook\",le=\"60.0\"",
                                "beton_sink_state{kind=\"webhook\",sink=\"" + sink + "\",state=\"active\"} 1.0",
                                "beton_sink_state{kind=\"webhook\",sink=\"" + sink + "\",state=\"disabled\"} 0.0",
                                "beton_delivery_attempt_seconds_count{kind=\"webhook\"",
                                "beton_deliveries_pending{kind=\"webhook\",sink=\"" + sink + "\"",
                                "beton_sink_circuit{kind=\"webhook\",sink=\"" + sink + "\""));
    }

    @Test
    void everyKindIsDescribedAndShown() {
        // Given
        Map<String, Map<String, Object>> kinds = Map.of(
                "slack", Map.of("url", receiver.url() + "/" + KEY),
                "hubspot", Map.of("token", KEY, "object", "company", "note", "{hypothesis}"),
                "attio",
                        Map.of(
                                "token",
                                KEY,
                                "object",
                                "people",
                                "matching_attribute",
                                "email_addresses",
                                "list",
                                "hot"),
                "posthog", Map.of("project_token", KEY, "as", "property", "fields", Map.of("a", "{type}")),
                "kafka",
                        Map.of(
                                "topic",
                                "signals",
                                "login",
                                Map.of("mechanism", "PLAIN", "username", "beton", "password", KEY),
                                "bootstrap_servers",
                                "localhost:9092",
                                "security",
                                "none"));
        String described = RestAssured.get("/q/openapi").asString();
        kinds.forEach((kind, own) -> {
            // When
            Map<String, Object> body = new HashMap<>(own);
            body.putAll(Map.of("name", kind, "kind", kind, "base_url", receiver.url()));
            if (kind.equals("slack") || kind.equals("kafka")) {
                body.remove("base_url");
            }
            String sink = added(body);
            // Then
            RestAssured.get("/api/v1/sinks/" + sink)
                    .then()
                    .body("kind", equalTo(kind))
                    .body("circuit.state", equalTo("closed"));
            assertThat(RestAssured.get("/api/v1/sinks/" + sink).asString()).doesNotContain(KEY);
            assertThat(described).containsIgnoringCase(kind + "Members");
        });
    }

    private static void verify(String secret, Receiver.Got got) throws WebhookVerificationException {
        Map<String, List<String>> headers = got.headers().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), header -> List.of(header.getValue())));
        new Webhook(secret).verify(got.body(), headers);
    }
}
