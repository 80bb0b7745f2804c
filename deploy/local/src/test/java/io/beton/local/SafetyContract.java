package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * What holds of every run of the whole system, whatever else was done in it: PostHog was only read; and of keys and of
 * what properties say nothing is left anywhere.
 */
abstract class SafetyContract extends IdentityContract {
    private static final String CONNECTIONS = "/api/v1/connections";
    private static final String NEW_MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @Test
    @Order(8)
    void aKeyThatIsRefusedIsSaidWithoutRepeatingItAndAWorkingOneGoesOn() throws IOException {
        String key = system.standInKey();
        String own = CONNECTIONS + "/" + connection;
        try (EchoingHost echoing = new EchoingHost()) {
            assertThat(connecting(Map.of("api_key", Planted.WRONG_KEY)).status())
                    .isEqualTo(422);
            for (String tried : List.of(Planted.WRONG_KEY, key)) {
                assertThat(connecting(Map.of("api_key", tried, "host", echoing.address()))
                                .body()
                                .path("cause")
                                .asText())
                        .isEqualTo("wrong_key");
            }
            for (Object malformed : List.of(Map.of("secret", key), List.of(key), key + " and more")) {
                assertThat(connecting(Map.of("api_key", malformed)).status()).isEqualTo(400);
            }
            assertThat(connecting(Map.of("apikey", key)).status()).isEqualTo(400);
            assertThat(answers.send("POST", "ingest", CONNECTIONS, "{\"api_key\": \"" + key + "\", ")
                            .status())
                    .isEqualTo(400);
        }

        // Given a PostHog that tells of a value that it cannot read, and repeats the key of a connection that is polled
        product.fault(400, Planted.ERROR);
        product.fault(401, EchoingHost.answerTo(key));
        await().atMost(LONGEST)
                .until(() -> answers.get("ingest", own).body().path("state").asText(), "broken"::equals);

        // When
        assertThat(answers.send("PATCH", "ingest", own, Map.of("api_key", Planted.WRONG_KEY))
                        .status())
                .isEqualTo(422);
        assertThat(answers.send("PATCH", "ingest", own, Map.of("api_key", key)).status())
                .isEqualTo(200);
        happens(newcomers("patient", 20));

        // Then
        assertEachOnceById();
    }

    @Test
    @Order(9)
    void masterKeysAreExchangedAndNobodyIsLost() {
        // Given
        String other = connecting(Map.of("api_key", system.standInKey(), "sync_every", "24h", "sample_values", false))
                .body()
                .path("connection_id")
                .asText();

        await().atMost(LONGEST).until(() -> taxonomy(other), taxonomy -> taxonomy.contains("invite_sent"));
        assertThat(taxonomy(other)).doesNotContain("\"pro\"");

        // When
        startedWith(service -> Map.of(
                master(service),
                NEW_MASTER_KEY,
                "BETON_" + service.toUpperCase(Locale.ROOT) + "_FORMER_MASTER_KEYS",
                system.masterKey(service)));
        assertThat(system.child("ingest").text()).contains("sealed anew: count=2");
        assertThat(system.child("router").text()).contains("sealed anew: count=1");
        // as images start them
        startedWith(service -> Map.of(master(service), NEW_MASTER_KEY, "QUARKUS_PROFILE", "prod,container"));
        happens(newcomers("rotated", 20));

        // Then
        assertEachOnceById();
        assertThat(answers.get("ingest", CONNECTIONS + "/" + other)
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("connected");
        assertThat(answers.send("DELETE", "ingest", CONNECTIONS + "/" + other, "")
                        .status())
                .isEqualTo(204);
    }

    @Test
    @Order(11)
    void ofKeysAndOfWhatPropertiesSayNothingIsLeft() throws SQLException, IOException {
        // Given hypotheses that were searched for, and one that reads what properties say
        product.explored(goal, asOf, WINDOW_DAYS);
        backtested(
                "different notes",
                Map.of(
                        "distinct", Map.of("property", "note"),
                        "of",
                                Map.of(
                                        "event",
                                        "invite_sent",
                                        "where",
                                        List.of(
                                                Map.of("scope", "person", "property", "email", "op", "is_set"),
                                                Map.of(
                                                        "scope",
                                                        "group",
                                                        "group_type",
                                                        "team",
                                                        "property",
                                                        "owner",
                                                        "op",
                                                        "is_set"))),
                        "at_least", 2),
                SIGNED_UP);

        // When
        List<String> planted = Planted.all(system.standInKey(), system.identityToken());
        Traces traces = new Traces(system, state);

        // Then
        assertThat(traces.holding(planted)).isEmpty();
        assertThat(answers.everything()).doesNotContain(planted);
        assertThat(taxonomy(connection)).contains("\"pro\"");
        assertThat(logsOfKilled.toString()).doesNotContain(planted).contains(connection, " DEBUG [or.ap.hc");
        assertThat(traces.holding(List.of(connection)))
                .as("what it takes to find something")
                .anyMatch(where -> where.startsWith("file spans"))
                .anyMatch(where -> where.startsWith("table ingest"))
                .anyMatch(where -> where.startsWith("topic beton.events"))
                .anyMatch(where -> where.startsWith("file kafka/beton.events"));
    }

    @Test
    @Order(12)
    void postHogWasOnlyReadByQueriesThatHaveNames() throws IOException {
        Set<String> golden = new TreeSet<>();
        try (Stream<Path> files = Files.list(Launched.ROOT.resolve("ingest-service/src/test/resources/golden"))) {
            files.forEach(file -> golden.add(file.getFileName().toString().split("[.]")[0]));
        }
        assertThat(asked()).hasSizeGreaterThan(50).allSatisfy(request -> {
            boolean query = request.path("path").asText().matches("/api/projects/1/query/?");
            assertThat(request.path("method").asText()).isEqualTo(query ? "POST" : "GET");
            if (query) {
                assertThat(request.path("name").asText()).isIn(golden);
                assertThat(request.path("hogql").asText().replaceAll("'[^']*'|`[^`]*`", "''"))
                        .matches("(?s)(SELECT|WITH) .*")
                        .doesNotContain(";")
                        .doesNotContainPattern(
                                "(?i)\\b(offset|insert|update|alter|delete|drop|create|truncate|into|settings)\\b");
            } else {
                assertThat(request.path("path").asText()).startsWith("/api/projects/1");
            }
        });
    }

    private String taxonomy(String id) {
        return answers.get("ingest", CONNECTIONS + "/" + id + "/taxonomy")
                .body()
                .toString();
    }

    /** The requests of the product: all but those by which the test captures events and asks who is who. */
    private List<JsonNode> asked() {
        List<JsonNode> asked = new ArrayList<>();
        int captures = 0;
        for (JsonNode request : product.requests()) {
            String path = request.path("path").asText();
            if (path.startsWith("/batch")) {
                captures++;
            } else if (!path.startsWith("/_standin")
                    && !request.path("name").asText().equals(Product.OWN_QUERY)) {
                asked.add(request);
            }
        }
        assertThat(captures).isEqualTo(product.captures());
        return asked;
    }

    private Answers.Answer connecting(Map<String, Object> different) {
        Map<String, Object> body =
                new HashMap<>(Map.of("name", "another", "host", system.uri("stand-in"), "project_id", "1"));
        body.putAll(different);
        return answers.send("POST", "ingest", CONNECTIONS, body);
    }

    private void startedWith(Function<String, Map<String, String>> environment) {
        List<String> sealing = List.of("ingest", "router");
        sealing.forEach(this::kill);
        sealing.forEach(service -> system.startService(service, environment.apply(service)));
        sealing.forEach(system::awaitService);
    }

    private static String master(String service) {
        return "BETON_" + service.toUpperCase(Locale.ROOT) + "_MASTER_KEY";
    }
}
