package io.beton.router.binding;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.beton.router.DeliveryContract;
import io.beton.router.RouterProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong with a binding is said, and where. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class RefusedBindingIT extends DeliveryContract {

    @Test
    void aBindingThatCannotBeIsRefusedWithTheMemberAtFault() {
        refused(Map.of("name", "a", "kind", "webhook", "url", "ftp://example.com/"), "url", "must start with");
        refused(
                Map.of("name", "a", "kind", "webhook", "url", "https://user:pass@localhost/"),
                "url",
                "without user name");
        refused(Map.of("name", "a", "kind", "webhook", "url", "http://127.0.0.1/"), "url", "allowed-hosts");
        refused(Map.of("name", "a", "kind", "webhook", "url", "http://[::1]/"), "url", "allowed-hosts");
        refused(Map.of("name", "a", "kind", "webhook", "url", "http://169.254.169.254/"), "url", "allowed-hosts");
        refused(Map.of("name", "a", "kind", "webhook"), "url", "missing");
        refused(Map.of("kind", "webhook", "url", receiver.url()), "name", "missing");
        refused(Map.of("name", "a", "url", receiver.url()), "kind", "missing");
        refused(Map.of("name", "a", "kind", "pigeon", "url", receiver.url()), "kind", "pigeon");
        refused(webhook(Map.of("secret", "short")), "secret", "whsec_");
        refused(webhook(Map.of("colour", "red")), "colour", "not known");
        refused(webhook(Map.of("filter", Map.of("min_confidence", 2))), "filter.min_confidence", "from 0 to 1");
        refused(webhook(Map.of("filter", Map.of("colour", "red"))), "filter.colour", "not known");
        refused(webhook(Map.of("fields", Map.of("who", "{subject.name}"))), "fields.who", "no member of a signal");
        refused(webhook(Map.of("per_second", 0)), "per_second", "more than 0");
        refused(webhook(Map.of("headers", Map.of("webhook-id", "x"))), "headers", "not ours");
        refused(webhook(Map.of("basic_auth", Map.of("username", "a"))), "basic_auth.password", "missing");
        refused(webhook(Map.of("fields", Map.of("who", "{subject.properties.}"))), "fields.who", "a property's name");
        refused(
                Map.of("name", "a", "kind", "hubspot", "token", "t", "object", "contact", "unique_property", "domain"),
                "unique_property",
                "for companies");
        refused(
                Map.of(
                        "name",
                        "a",
                        "kind",
                        "hubspot",
                        "token",
                        "t",
                        "object",
                        "company",
                        "unique_property",
                        "beton_domain",
                        "base_url",
                        receiver.url(),
                        "fields",
                        Map.of("beton_domain", "x")),
                "fields",
                "unique_property");
        refused(Map.of("name", "a", "kind", "slack"), "url", "missing");
        refused(Map.of("name", "a", "kind", "slack", "url", "https://127.0.0.1/"), "url", "allowed-hosts");
        refused(Map.of("name", "a", "kind", "hubspot", "token", ""), "token", "missing");
        refused(Map.of("name", "a", "kind", "hubspot", "token", "t"), "object", "missing");
        refused(Map.of("name", "a", "kind", "hubspot", "token", "t", "object", "deal"), "object", "deal");
        refused(
                Map.of("name", "a", "kind", "hubspot", "token", "t", "object", "contact", "base_url", receiver.url()),
                "fields",
                "at least one");
        refused(
                Map.of("name", "a", "kind", "attio", "token", "t", "object", "people"),
                "matching_attribute",
                "missing");
        refused(Map.of("name", "a", "kind", "posthog"), "project_token", "missing");
        refused(Map.of("name", "a", "kind", "posthog", "project_token", "t", "as", "song"), "as", "song");
        refused(Map.of("name", "a", "kind", "kafka"), "topic", "missing");
        refused(Map.of("name", "a", "kind", "kafka", "topic", "beton.signals"), "topic", "ours");
        RestAssured.get("/api/v1/sinks/none").then().statusCode(404);
    }

    private static void refused(Map<String, Object> body, String member, String detail) {
        json(body)
                .post("/api/v1/sinks")
                .then()
                .statusCode(400)
                .body("member", equalTo(member))
                .body("detail", containsString(detail));
    }
}
