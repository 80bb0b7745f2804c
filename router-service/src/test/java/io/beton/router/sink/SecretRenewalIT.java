package io.beton.router.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.kit.store.Database;
import io.beton.model.id.SinkId;
import io.beton.router.RouterContract;
import io.beton.router.RouterProfile;
import io.beton.router.kind.WebhookMembers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The master key changes; the secrets that it sealed do not. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class SecretRenewalIT extends RouterContract {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = Base64.getEncoder().encodeToString(new byte[32]);

    @Inject
    Database database;

    @Inject
    SinkConfig config;

    @Inject
    Sinks sinks;

    @AfterEach
    void back() {
        renewed(old(), NEW);
    }

    @Test
    void whatAFormerKeySealedIsSealedAnewAndOpenedWithoutIt() {
        // Given
        SinkId sink = sink();

        // When
        double unreadable = renewed(NEW);
        double first = renewed(NEW, old());
        double second = renewed(NEW);

        // Then
        assertThat(unreadable).isZero();
        assertThat(first).isPositive();
        assertThat(second).isZero();
        assertThat(secret(sink, NEW)).contains(SECRET);
    }

    @Test
    void theSecretOfADeletedSinkIsForgotten() {
        // Given
        SinkId sink = sink();

        // When
        RestAssured.delete("/api/v1/sinks/" + sink).then().statusCode(204);

        // Then
        assertThat(number("select count(secret) from router.sink where sink_id = ?", sink.value()))
                .isZero();
    }

    private double renewed(String current, String... former) {
        SecretSeal seal = new SecretSeal(Settings.STRICT.withKey(current, former));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        new SecretRenewal(database, new SealedStore(seal), seal, meters).renewAll();
        return meters.counter("beton.secrets.renewed").count();
    }

    private Optional<String> secret(SinkId sink, String masterKey) {
        SinkStore store = new SinkStore(new SecretSeal(Settings.STRICT.withKey(masterKey)), sinks);
        return database.transaction(connection -> store.find(connection, sink))
                .flatMap(binding -> binding.members(WebhookMembers.class).secret())
                .map(WebhookSecret::reveal);
    }

    private String old() {
        return config.masterKey().orElseThrow();
    }

    private static SinkId sink() {
        return new SinkId(RestAssured.given()
                .contentType("application/json")
                .body(Map.of("name", "crm", "kind", "webhook", "url", "http://localhost:9/", "secret", SECRET))
                .post("/api/v1/sinks")
                .then()
                .statusCode(201)
                .extract()
                .path("sink_id"));
    }
}
