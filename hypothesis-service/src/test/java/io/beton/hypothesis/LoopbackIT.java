package io.beton.hypothesis;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without access control whoever is on this machine may do everything, but no page that a browser here shows. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class LoopbackIT {

    @ParameterizedTest
    @CsvSource({
        "Host, localhost",
        "Host, 127.0.0.1:8082",
        "Host, [::1]:8082",
        "Origin, http://localhost:8082",
    })
    void whoeverIsHereIsAnswered(String header, String value) {
        RestAssured.given().header(header, value).get("/api/v1/goals").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Host, evil.example",
        "Host, localhost.evil.example",
        "Host, 10.0.0.7:8082",
        "Origin, https://evil.example",
        "Origin, null",
        "X-Forwarded-For, 10.0.0.7",
        "X-Forwarded-Host, localhost",
        "Forwarded, for=10.0.0.7",
        "Via, 1.1 proxy",
    })
    void aPageOfAnotherPlaceIsNot(String header, String value) {
        for (String path : new String[] {"/api/v1/goals", "/q/openapi", "/q/metrics", "/q/health/live"}) {
            RestAssured.given()
                    .header(header, value)
                    .get(path)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("detail", containsString("only requests of this machine are answered"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"drift", "auto-approval", "explorer"})
    void nobodyIsWhatThisServiceCallsItself(String name) {
        Rest.post("/hypotheses/unknown/reject", Map.of("by", name))
                .statusCode(400)
                .body("member", is("by"));
    }
}
