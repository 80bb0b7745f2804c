package io.beton.backtest;

import static org.hamcrest.Matchers.containsString;

import io.beton.kit.access.AccessContract;
import io.beton.kit.access.Guarded;
import io.beton.kit.access.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Guarded.class)
@QuarkusTestResource(RealKafka.class)
class AccessIT extends AccessContract {

    /** Here for all services, whose rules are the same. */
    @Test
    void anOperationWhoseRoleWasForgottenIsClosedToEverybody() {
        RestAssured.given()
                .header("Authorization", "Bearer " + Guarded.token(Role.OPERATOR))
                .get("/forgotten")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", containsString("it names no role"));
    }

    /** An operation as somebody in a hurry writes it. */
    @Path("/forgotten")
    public static class Forgotten {

        @GET
        @Operation(hidden = true)
        public String get() {
            return "of use to nobody";
        }
    }
}
