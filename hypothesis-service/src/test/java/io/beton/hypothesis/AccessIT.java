package io.beton.hypothesis;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.beton.kit.access.AccessContract;
import io.beton.kit.access.Guarded;
import io.beton.kit.access.IssuerOfTests;
import io.beton.kit.access.Role;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Besides: who decided is whom the token names, be it one of the configuration or of an issuer. */
@QuarkusTest
@TestProfile(Guarded.class)
@QuarkusTestResource(QuarkusServers.class)
@WithTestResource(value = IssuerOfTests.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class AccessIT extends AccessContract {

    @ConfigProperty(name = "beton.access.oidc.issuer")
    String issuer;

    @AfterEach
    void forgetTheToken() {
        RestAssured.requestSpecification = null;
    }

    @Test
    void whoDecidedIsWhomTheTokenNames() {
        // Given
        String id = proposed();
        // When
        as(Guarded.token(Role.REVIEWER));
        reject(id, Map.of("by", "Somebody else"))
                .statusCode(400)
                .body("member", is("by"))
                .body("detail", containsString(Guarded.name(Role.REVIEWER)));
        reject(id, Map.of("comment", "no")).statusCode(200);
        // Then
        Rest.get("/hypotheses/" + id + "/audit")
                .body("items[0].who", is(Guarded.name(Role.OPERATOR)))
                .body("items[-1].who", is(Guarded.name(Role.REVIEWER)))
                .body("items[-1].to", is("rejected"));
    }

    @Test
    void whoDecidedIsWhomTheIssuerNames() {
        // Given
        String id = proposed();
        // Then
        as(signed(Map.of("exp", Instant.now().minusSeconds(60).getEpochSecond())));
        reject(id, Map.of()).statusCode(401).body("detail", containsString("the token has expired"));
        as(signed(Map.of("aud", "shop")));
        reject(id, Map.of()).statusCode(401).body("detail", containsString("the token is meant for others"));
        as(signed(Map.of("iss", "https://other.example")));
        reject(id, Map.of()).statusCode(401).body("detail", containsString("the token is of another issuer"));
        as(signed(Map.of("roles", List.of("operator"))));
        reject(id, Map.of()).statusCode(403).body("detail", containsString("the token has no role of ours"));
        // When
        as(signed(Map.of()));
        reject(id, Map.of("comment", "no")).statusCode(200);
        // Then
        Rest.get("/hypotheses/" + id + "/audit").body("items[-1].who", is("ada@example.com"));
    }

    private static String proposed() {
        as(Guarded.token(Role.OPERATOR));
        Company company = Company.here().connected().uses("signed_up", "invite_sent", "subscribed");
        return Rest.hypothesis(company.connection(), Rest.goal(company.connection()));
    }

    private static ValidatableResponse reject(String id, Map<String, String> decision) {
        return Rest.post("/hypotheses/" + id + "/reject", decision);
    }

    private static void as(String token) {
        // what is given now would be added to what was given before
        RestAssured.requestSpecification = null;
        RestAssured.requestSpecification = RestAssured.given().header("Authorization", "Bearer " + token);
    }

    private String signed(Map<String, Object> others) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "iss",
                issuer,
                "aud",
                "beton",
                "sub",
                "4711",
                "email",
                "ada@example.com",
                "roles",
                List.of("Beton deciders"),
                "exp",
                Instant.now().plusSeconds(300).getEpochSecond()));
        claims.putAll(others);
        RestAssured.requestSpecification = null;
        return RestAssured.given()
                .contentType("application/json")
                .body(claims)
                .post(issuer + "/token")
                .asString();
    }
}
