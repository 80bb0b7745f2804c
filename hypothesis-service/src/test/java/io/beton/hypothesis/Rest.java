package io.beton.hypothesis;

import static org.awaitility.Awaitility.await;

import io.beton.model.id.ConnectionId;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.Map;

/** Calls the service as a person would. */
public final class Rest {
    private Rest() {}

    public static ValidatableResponse post(String path, Object body) {
        return RestAssured.given()
                .contentType("application/json")
                .body(body)
                .post("/api/v1" + path)
                .then();
    }

    public static ValidatableResponse post(String path) {
        return RestAssured.given().post("/api/v1" + path).then();
    }

    public static ValidatableResponse patch(String path, Object body) {
        return RestAssured.given()
                .contentType("application/json")
                .body(body)
                .patch("/api/v1" + path)
                .then();
    }

    public static ValidatableResponse get(String path) {
        return RestAssured.given().get("/api/v1" + path).then();
    }

    /** Sets a goal to foresee `subscribed`, as soon as the service has heard of the connection. */
    public static String goal(ConnectionId connection) {
        Map<String, Object> goal = Map.of(
                "connection_id",
                connection.value(),
                "name",
                "Subscribe",
                "kind",
                "conversion",
                "outcome",
                Map.of("event", "subscribed"));
        return await().atMost(Company.SOON)
                .until(() -> post("/goals", goal), answer -> answer.extract().statusCode() != 422)
                .statusCode(201)
                .extract()
                .path("goal_id");
    }

    /** Proposes a hypothesis of one's own. */
    public static String hypothesis(ConnectionId connection, String goal) {
        return post("/hypotheses", """
                        {"connection_id": "%s", "goal_id": "%s", "hypothesis": "Who invites twice",
                         "subject": {"kind": "person"},
                         "condition": {"count": {"event": "invite_sent"}, "at_least": 2},
                         "design": {"design": "anchored", "anchor": {"event": "signed_up"}, "within_days": 7}}
                        """.formatted(connection, goal))
                .statusCode(201)
                .extract()
                .path("hypothesis_id");
    }

    public static String status(String hypothesis) {
        return get("/hypotheses/" + hypothesis).statusCode(200).extract().path("status");
    }
}
