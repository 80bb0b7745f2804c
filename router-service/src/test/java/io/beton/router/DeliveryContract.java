package io.beton.router;

import static io.beton.router.World.event;
import static io.beton.router.World.somebody;

import io.beton.model.id.SubjectId;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of bindings and deliveries share: a receiver, and hands on the REST API. */
public abstract class DeliveryContract extends RouterContract {
    protected Receiver receiver;

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

    /** Lets somebody fire. */
    protected final void signal() {
        SubjectId subject = somebody(0);
        world.approve(hypothesis, event(subject, "signed_up", -5), event(subject, "invited", -4));
        world.live(event(subject, "invited", 2));
        awaitSignalled(subject);
    }

    /** Adds a webhook. */
    protected final String sink(String url) {
        return added(Map.of("name", "crm", "kind", "webhook", "url", url));
    }

    /** A webhook to the receiver, with some members more. */
    protected final Map<String, Object> webhook(Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "crm", "kind", "webhook", "url", receiver.url()));
        body.putAll(more);
        return body;
    }

    protected final String added(Map<String, Object> body) {
        return json(body).post("/api/v1/sinks").then().statusCode(201).extract().path("sink_id");
    }

    protected final List<String> states(String sink) {
        return deliveries(sink).extract().jsonPath().getList("items.state");
    }

    protected final ValidatableResponse deliveries(String sink) {
        return RestAssured.given()
                .queryParam("sink_id", sink)
                .get("/api/v1/deliveries")
                .then()
                .statusCode(200);
    }

    protected static RequestSpecification json(Map<String, ?> body) {
        return RestAssured.given().contentType("application/json").body(body);
    }
}
