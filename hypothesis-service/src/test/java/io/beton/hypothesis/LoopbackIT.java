package io.beton.hypothesis;

import static org.hamcrest.Matchers.containsString;

import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
