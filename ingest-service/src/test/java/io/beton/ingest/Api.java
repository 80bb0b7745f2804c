package io.beton.ingest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.beton.model.Json;
import io.beton.model.connection.Taxonomy;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;

/** Calls the service's REST. */
final class Api {
    static final String CONNECTIONS = "/api/v1/connections";

    private Api() {}

    /** Polls come only when they are asked for. */
    static String connected() {
        Response answer = connect(Map.of());
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.asString());
        }
        return answer.path("connection_id");
    }

    /** Connected, and nothing of it is read any more unless somebody asks. */
    static String connectedAndRead() {
        String id = connected();
        taxonomy(id);
        return id;
    }

    /** As soon as it is read. */
    static Taxonomy taxonomy(String id) {
        await().atMost(TopicTail.PATIENCE)
                .until(() -> get("/" + id + "/taxonomy").statusCode() == 200);
        return Json.read(get("/" + id + "/taxonomy").asString(), Taxonomy.class);
    }

    /** Without values, which take their time and are asked for by few tests. */
    static Response connect(Map<String, ?> changes) {
        Map<String, Object> body = plain();
        body.put("sample_values", false);
        body.putAll(changes);
        return given().contentType(ContentType.JSON).body(body).post(CONNECTIONS);
    }

    /** As by somebody who says nothing of values; read. */
    static String connectedAndSampled() {
        String id = given().contentType(ContentType.JSON)
                .body(plain())
                .post(CONNECTIONS)
                .path("connection_id");
        taxonomy(id);
        return id;
    }

    private static Map<String, Object> plain() {
        return new HashMap<>(Map.of(
                "name",
                "Acme",
                "host",
                StandInServer.url(),
                "project_id",
                StandInServer.PROJECT,
                "api_key",
                StandInServer.KEY,
                "sync_every",
                "PT24H"));
    }

    static Response get(String path) {
        return given().get(CONNECTIONS + path);
    }

    static Response post(String path) {
        return given().post(CONNECTIONS + path);
    }

    static Response patch(String id, Map<String, ?> body) {
        return given().contentType(ContentType.JSON).body(body).patch(CONNECTIONS + "/" + id);
    }

    static Response delete(String id) {
        return given().delete(CONNECTIONS + "/" + id);
    }
}
