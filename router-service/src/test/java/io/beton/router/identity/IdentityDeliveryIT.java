package io.beton.router.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.TextNode;
import io.beton.model.id.SubjectId;
import io.beton.model.identity.SubjectIdentity;
import io.beton.router.DeliveryContract;
import io.beton.router.IngestStub;
import io.beton.router.Receiver;
import io.beton.router.RouterProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person becomes a contact by an address that is asked for at each attempt, and kept nowhere. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class IdentityDeliveryIT extends DeliveryContract {
    private static final String MAIL = "ann.zq8@acme.example";

    @BeforeEach
    void forget() {
        IngestStub.forget();
    }

    @Test
    void theAddressIsAskedForAtTheAttemptAndInTheDeliveryAlone() throws SQLException {
        // Given
        String sink = hubspot();
        IngestStub.answers(503, Map.of("cause", "busy"));
        IngestStub.answers(200, Map.of("subjects", List.of()));
        // When
        signal();
        // Then
        await().atMost(SOON).until(() -> states(sink).equals(List.of("exhausted")));
        String delivery = deliveries(sink).extract().path("items[0].delivery_id");
        RestAssured.get("/api/v1/deliveries/" + delivery)
                .then()
                .body(
                        "tried.result",
                        contains(
                                "ingest could not say who it is about: answered 503",
                                "its subject has no `subject.properties.email` at its source"));
        assertThat(receiver.got()).isEmpty();

        // When somebody is known after all
        SubjectId subject = new SubjectId(signalled().get(0));
        IngestStub.tells(new SubjectIdentity(subject, Map.of("email", TextNode.valueOf(MAIL)), Optional.empty()));
        RestAssured.post("/api/v1/deliveries/" + delivery + "/replay").then().statusCode(202);
        // Then
        await().atMost(SOON).until(() -> states(sink).equals(List.of("delivered")));
        assertThat(receiver.got())
                .singleElement()
                .satisfies(got -> assertThat(got.body()).contains("\"id\":\"" + MAIL + "\""));
        assertThat(IngestStub.got()).hasSize(3);
        assertThat(tablesHolding(MAIL)).isEmpty();
        assertThat(tablesHolding(subject.value())).contains("signal");
    }

    @Test
    void whatIsDueTogetherIsAskedForTogether() {
        // Given
        String sink = hubspot();
        for (int i = 0; i < 3; i++) {
            IngestStub.answers(410, Map.of("cause", "deleted_connection"));
            signal();
        }
        await().atMost(SOON).until(() -> states(sink).equals(List.of("exhausted", "exhausted", "exhausted")));
        IngestStub.forget();
        SubjectIdentity[] all = signalled().stream()
                .map(id -> new SubjectIdentity(
                        new SubjectId(id), Map.of("email", TextNode.valueOf(id + "@acme.example")), Optional.empty()))
                .toArray(SubjectIdentity[]::new);
        signalled().forEach(each -> IngestStub.tells(all));
        // When
        json(Map.of("sink_id", sink)).post("/api/v1/deliveries/replay").then().statusCode(202);
        // Then two threads take two of them on, so the third stands in the first question too
        await().atMost(SOON).until(() -> states(sink).equals(List.of("delivered", "delivered", "delivered")));
        assertThat(IngestStub.got().get(0).asked().subjects()).hasSizeGreaterThan(1);
        assertThat(receiver.got().stream().map(Receiver.Got::body).toList())
                .hasSize(3)
                .allSatisfy(body -> assertThat(signalled()).anyMatch(id -> body.contains(id + "@acme.example")))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIngestDoesNotSayIsNoFailureOfTheDestination() {
        // Given
        String sink = hubspot();
        for (int i = 0; i < 4; i++) {
            IngestStub.answers(409, Map.of("cause", "broken_connection"));
        }
        // When
        signal();
        await().atMost(SOON).until(() -> deliveries(sink).extract().jsonPath().getInt("items[0].attempts") == 4);
        // Then
        RestAssured.get("/api/v1/sinks/" + sink)
                .then()
                .body("circuit.state", equalTo("closed"))
                .body("circuit.failures", equalTo(0));
    }

    @Test
    void aPreviewShowsWhereItWouldStandAndAsksNobody() {
        // Given
        signal();
        String sink = hubspot();
        // When
        RestAssured.given()
                .contentType("application/json")
                .post("/api/v1/sinks/" + sink + "/preview")
                .then()
                // Then
                .statusCode(200)
                .body("requests[0].body.inputs[0].id", equalTo("{subject.properties.email}"))
                .body("requests[0].body.inputs[0].properties.who", equalTo("{subject.distinct_id}"));
        assertThat(IngestStub.got()).isEmpty();
    }

    private String hubspot() {
        return added(Map.of(
                "name",
                "crm",
                "kind",
                "hubspot",
                "token",
                "pat-zq8",
                "object",
                "contact",
                "identity",
                "{subject.properties.email}",
                "base_url",
                receiver.url(),
                "fields",
                Map.of("beton", "{type}", "who", "{subject.distinct_id}")));
    }

    private List<String> tablesHolding(String text) throws SQLException {
        List<String> holding = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(
                    "select table_name from information_schema.tables where table_schema = 'router'")) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery("select count(*) from router.\"" + table
                        + "\" t where position('" + text + "' in t::text) > 0")) {
                    row.next();
                    if (row.getInt(1) > 0) {
                        holding.add(table);
                    }
                }
            }
        }
        return holding;
    }
}
