package io.beton.hypothesis;

import static org.hamcrest.Matchers.hasKey;

import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

/** What REST says of itself names members as they are sent. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class OpenApiIT {

    @Test
    void membersBearTheNamesThatTheyHaveInJson() {
        RestAssured.get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("components.schemas.GoalRequest.properties", hasKey("connection_id"))
                .body("components.schemas.GoalRequest.properties", hasKey("horizon_days"));
    }
}
