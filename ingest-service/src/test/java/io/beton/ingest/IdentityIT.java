package io.beton.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.servers.QuarkusServers;
import io.beton.standin.fault.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Of subjects that are named the properties are told that the operator allows, to whom has the token. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class IdentityIT {
    private static final Map<String, Object> PERSON = Map.of("kind", "person");

    private final String own = UUID.randomUUID().toString();

    @Test
    void personsAreToldByWhatIsAllowedInOneQuery() {
        // Given
        String connection = Api.connected();
        String mail = "zoë \"o'hara\"\\ +" + own + "@acme.example";
        StandInServer.capture(List.of(
                person("ann", Map.of("email", mail, "seats", 7, "phone", "+31 20 123 4567")),
                person("bob", Map.of("email", "bob@acme.example", "story", "x".repeat(2_000))),
                person("eve", Map.of("email", List.of("a list"), "seats", ""))));
        String ann = id("ann");
        String nobody = UUID.randomUUID().toString();
        // When
        ValidatableResponse told = ask(
                connection,
                Map.of(
                        "of",
                        PERSON,
                        "subjects",
                        List.of(ann, id("bob"), id("eve"), nobody, "no id"),
                        "properties",
                        List.of("story", "email", "seats")));
        // Then
        told.statusCode(200)
                .body("subjects", hasSize(3))
                .body("subjects.find {it.id == '" + ann + "'}.properties", equalTo(Map.of("email", mail, "seats", 7)))
                .body(
                        "subjects.find {it.id == '" + id("bob") + "'}.properties",
                        equalTo(Map.of("email", "bob@acme.example")))
                .body("subjects.find {it.id == '" + id("eve") + "'}.properties", equalTo(Map.of()))
                .body(not(containsString("123 4567")));
        assertThat(queries(connection)).isEqualTo(1);
        Api.delete(connection);
    }

    @Test
    void aPersonHasADistinctIdAndAGroupItsProperties() {
        // Given
        String connection = Api.connected();
        String team = "it's the `reds` \\" + own;
        StandInServer.capture(List.of(
                person("ann", Map.of("email", "ann@acme.example")),
                Events.event("$groupidentify", "ann" + own, Instant.now())
                        .with("$group_type", "team")
                        .with("$group_key", team)
                        .with("$group_set", Map.of("domain", "acme.example", "owner", "ann@acme.example"))
                        .made()));
        // Then
        ask(
                        connection,
                        Map.of(
                                "of",
                                PERSON,
                                "subjects",
                                List.of(id("ann")),
                                "properties",
                                List.of("email"),
                                "distinct_id",
                                true))
                .statusCode(200)
                .body("subjects[0].distinct_id", equalTo("ann" + own))
                .body("subjects[0].properties.email", equalTo("ann@acme.example"));
        Map<String, Object> teams = Map.of("kind", "group", "group_type", "team");
        ask(connection, Map.of("of", teams, "subjects", List.of(team, "blues"), "properties", List.of("domain")))
                .statusCode(200)
                .body("subjects", hasSize(1))
                .body("subjects[0].id", equalTo(team))
                .body("subjects[0].properties", equalTo(Map.of("domain", "acme.example")));
        ask(
                        connection,
                        Map.of(
                                "of",
                                Map.of("kind", "group", "group_type", "tribe"),
                                "subjects",
                                List.of("a"),
                                "properties",
                                List.of("domain")))
                .statusCode(422)
                .body("cause", equalTo("not_expressible"))
                .body("detail", containsString("tribe"));
        Api.delete(connection);
    }

    @Test
    void whatIsNotAllowedIsNotAskedAndWhoHasNoTokenIsToldNothing() {
        // Given
        String connection = Api.connected();
        int before = queries(connection);
        // Then
        ask(connection, question(Map.of("properties", List.of("email", "phone"))))
                .statusCode(422)
                .body("cause", equalTo("not_allowed"))
                .body("detail", containsString("[phone] may not be told"))
                .body("detail", containsString("beton.ingest.identity.person-properties"));
        ask(connection, question(Map.of("of", Map.of("kind", "group", "group_type", "team"))))
                .statusCode(422)
                .body("detail", containsString("beton.ingest.identity.group-properties"));
        for (String shown : List.of("Bearer wrong", StandInServer.IDENTITY_TOKEN)) {
            ask(shown, connection, question(Map.of())).statusCode(403).body("cause", equalTo("forbidden"));
        }
        ask(connection, question(Map.of("subjects", List.of()))).statusCode(400).body("member", equalTo("subjects"));
        ask(connection, question(Map.of("properties", List.of())))
                .statusCode(400)
                .body("member", equalTo("properties"));
        assertThat(queries(connection)).isEqualTo(before);
        assertThat(RestAssured.get("/q/openapi").asString()).contains("/connections/{id}/identities", "bearer");
        Api.delete(connection);
    }

    @Test
    void whetherAskingAgainMayHelpIsSaidByTheStatus() {
        // Given
        String connection = Api.connectedAndRead();
        Map<String, Object> question = question(Map.of());
        // Then
        ask("con_none", question).statusCode(404).body("cause", equalTo("unknown_connection"));
        StandInServer.faults(Fault.answering(503, "{}"));
        ask(connection, question).statusCode(503).body("cause", equalTo("busy"));
        ask(connection, question).statusCode(200);
        StandInServer.faults(Fault.answering(
                403, "{\"type\": \"authentication_error\", \"code\": \"permission_denied\", \"detail\": \"no\"}"));
        ask(connection, question).statusCode(503).body("cause", equalTo("no_access"));
        StandInServer.faults(Fault.answering(
                400,
                "{\"type\": \"validation_error\", \"code\": \"cannot_parse_text\","
                        + " \"detail\": \"Cannot parse string 'ann@acme.example'\"}"));
        ask(connection, question)
                .statusCode(503)
                .body("cause", equalTo("refused"))
                .body(not(containsString("ann@acme.example")));
        StandInServer.faults(Fault.answering(
                401, "{\"type\": \"authentication_error\", \"code\": \"authentication_failed\", \"detail\": \"no\"}"));
        ask(connection, question).statusCode(503).body("cause", equalTo("wrong_key"));
        ask(connection, question).statusCode(409).body("cause", equalTo("broken_connection"));
        Api.delete(connection);
        ask(connection, question).statusCode(410).body("cause", equalTo("deleted_connection"));
    }

    private ObjectNode person(String name, Map<String, Object> properties) {
        return Events.event("signed up" + own, name + own, Instant.now().minusSeconds(60))
                .with("$set", properties)
                .made();
    }

    /** By which PostHog knows somebody. */
    private String id(String name) {
        Map<String, Object> query = Map.of(
                "kind",
                "HogQLQuery",
                "query",
                "SELECT toString(person_id) FROM person_distinct_ids WHERE distinct_id = {who} LIMIT 1",
                "values",
                Map.of("who", name + own));
        return given().baseUri(StandInServer.url())
                .header("Authorization", "Bearer " + StandInServer.KEY)
                .contentType(ContentType.JSON)
                .body(Map.of("query", query))
                .post("/api/projects/" + StandInServer.PROJECT + "/query/")
                .path("results[0][0]");
    }

    private static Map<String, Object> question(Map<String, Object> different) {
        Map<String, Object> question = new HashMap<>(Map.of(
                "of", PERSON, "subjects", List.of(UUID.randomUUID().toString()), "properties", List.of("email")));
        question.putAll(different);
        return question;
    }

    private static ValidatableResponse ask(String connection, Map<String, Object> question) {
        return ask("Bearer " + StandInServer.IDENTITY_TOKEN, connection, question);
    }

    private static ValidatableResponse ask(String shown, String connection, Map<String, Object> question) {
        return given().contentType(ContentType.JSON)
                .header("Authorization", shown)
                .body(question)
                .post(Api.CONNECTIONS + "/" + connection + "/identities")
                .then();
    }

    private static int queries(String connection) {
        List<Map<String, Object>> purposes =
                Api.get("/" + connection + "/reads").path("purposes");
        return purposes.stream()
                .filter(read -> read.get("purpose").equals("beton_identity"))
                .collect(Collectors.summingInt(read -> (int) read.get("queries")));
    }
}
