package io.beton.hypothesis;

import static org.hamcrest.Matchers.hasItem;
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

    @Test
    void whatAStepCanSayStandsThere() {
        RestAssured.get("/q/openapi?format=json")
                .then()
                .body("paths.'/api/v1/hypotheses'.post.parameters.name", hasItem("dry_run"))
                .body("paths.'/api/v1/hypotheses'.post.responses", hasKey("201"))
                .body("paths.'/api/v1/hypotheses/{id}'.patch.parameters.name", hasItem("If-Match"))
                .body("paths.'/api/v1/hypotheses/{id}/approve'.post.parameters.name", hasItem("If-Match"))
                .body("components.schemas.Decision.properties", hasKey("version"))
                .body("components.schemas.Draft.properties", hasKey("estimate"))
                .body("components.schemas.Draft.properties", hasKey("hypothesis_id"));
    }
}
