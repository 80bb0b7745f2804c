package io.beton.ingest;

import io.beton.kit.access.AccessContract;
import io.beton.kit.access.Guarded;
import io.beton.kit.access.Role;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Guarded.class)
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class AccessIT extends AccessContract {
    private static final String DOOR = "/api/v1/connections/{id}/identities";

    @Override
    protected Set<String> doorsOfTheirOwn() {
        return Set.of("POST " + DOOR);
    }

    @Test
    void whoSubjectsAreIsToldToTheRouterAndToNoRole() {
        ask(RestAssured.given()).post(DOOR, "con_unknown").then().statusCode(403);
        ask(RestAssured.given().header("Authorization", "Bearer " + Guarded.token(Role.OPERATOR)))
                .post(DOOR, "con_unknown")
                .then()
                .statusCode(403);
        ask(RestAssured.given().header("Authorization", "Bearer " + StandInServer.IDENTITY_TOKEN))
                .post(DOOR, "con_unknown")
                .then()
                .statusCode(404);
    }

    private static RequestSpecification ask(RequestSpecification caller) {
        return caller.contentType(ContentType.JSON).body("""
                {"of": {"kind": "person"}, "subjects": ["ann"], "properties": ["email"]}""");
    }
}
