package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.beton.ingest.connection.Connections;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.kit.kafka.KafkaClients;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.id.ConnectionId;
import io.beton.servers.Ports;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project is connected, read and forgotten; what cannot be connected is refused with its cause. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class ConnectionIT {
    @Inject
    KafkaClients clients;

    @Inject
    DataSource database;

    @Inject
    Connections connections;

    @Test
    void aProjectIsConnectedReadAndForgotten() throws SQLException {
        // Given
        StandInServer.capture(List.of(
                Events.event("signed_up", "ann", Instant.now().minusSeconds(60))
                        .with("plan", "pro")
                        .made(),
                Events.event("signed_up", "bob", Instant.now().minusSeconds(50))
                        .with("plan", "free")
                        .made()));

        // When
        Response connected = Api.connect(Map.of("sync_every", "5m"));
        String id = connected.path("connection_id");
        await().atMost(TopicTail.PATIENCE)
                .until(() -> Api.get("/" + id + "/taxonomy").statusCode() == 200);
        Taxonomy taxonomy = Json.read(Api.get("/" + id + "/taxonomy").asString(), Taxonomy.class);
        Response reads = Api.get("/" + id + "/reads");
        Response deleted = Api.delete(id);

        // Then
        assertThat(connected.statusCode()).isEqualTo(201);
        assertThat(connected.header("Location")).endsWith(Api.CONNECTIONS + "/" + id);
        assertThat(connected.<String>path("project_name")).isEqualTo("Acme");
        assertThat(connected.<String>path("timezone")).isEqualTo("Asia/Kathmandu");
        assertThat(connected.<String>path("state")).isEqualTo("connected");
        assertThat(connected.asString()).doesNotContain("api_key").doesNotContain(StandInServer.KEY);
        assertThat(taxonomy.events()).anySatisfy(event -> {
            assertThat(event.name()).isEqualTo("signed_up");
            assertThat(event.volume()).isGreaterThanOrEqualTo(2);
            assertThat(event.subjects()).isGreaterThanOrEqualTo(2);
        });
        assertThat(taxonomy.eventProperties()).contains(new Taxonomy.Property("plan", "String"));
        assertThat(reads.<Integer>path("queries")).isPositive();
        assertThat(reads.<Integer>path("bytes")).isPositive();
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(Api.get("/" + id).<String>path("state")).isEqualTo("deleted");
        assertThat(Api.get("").<List<String>>path("items.connection_id")).doesNotContain(id);
        assertThat(Api.post("/" + id + "/sync").statusCode()).isEqualTo(409);
        assertThat(Api.patch(id, Map.of("name", "x")).statusCode()).isEqualTo(409);
        assertThat(text("select count(*) from ingest.connection where sealed_key is not null and id = '" + id + "'"))
                .isEqualTo("0");
        assertThat(statesOnTopic(id)).containsExactly(ConnectionFacts.State.CONNECTED, ConnectionFacts.State.DELETED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            phx_unknown              | 7  | wrong_key       | revoked
            phc_token                | 7  | project_token   | phx_
            phx_without_query        | 7  | missing_scope   | query:read
            phx_without_definitions  | 7  | missing_scope   | event_definition:read
            phx_the_whole_secret_0123456789 | 99 | unknown_project | Project not found
            phx_of_another_project   | 7  | no_access       | include this project
            phx_the_whole_secret_0123456789 | 8 | no_access     | include this project
            """)
    void whatPostHogRefusesIsSaidWithItsCause(String key, String project, String cause, String said)
            throws SQLException {
        // Given
        String before = stored();

        // When
        Response refused = Api.connect(Map.of("api_key", key, "project_id", project));

        // Then
        assertRefused(refused, cause, said);
        assertThat(refused.asString()).doesNotContain(key);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void aHostThatDoesNotAnswerIsUnreachable() throws IOException, SQLException {
        // Given
        String before = stored();

        // When, Then
        assertRefused(
                Api.connect(Map.of("host", "http://localhost:" + Ports.free())), "unreachable_host", "does not answer");
        assertRefused(
                Api.connect(Map.of("host", "https://nowhere.invalid")), "unreachable_host", "no address is known");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void aHostThatMayNotBeReadIsRefused() {
        // When, Then
        assertRefused(Api.connect(Map.of("host", "http://127.0.0.1:1")), "bad_host", "beton.ingest.allowed-hosts");
        assertRefused(Api.connect(Map.of("host", "https://[::1]")), "bad_host", "beton.ingest.allowed-hosts");
        assertRefused(Api.connect(Map.of("host", "ftp://localhost")), "bad_host", "https://");
        assertRefused(Api.connect(Map.of("host", "not an address")), "bad_host", "https://");
    }

    @ParameterizedTest
    @CsvSource({
        "200, <html>welcome</html>, not as PostHog does",
        "200, {}, not as PostHog does",
        "302, '', redirects to localhost",
        "404, '{\"message\":\"no\"}', not as PostHog does"
    })
    void whatIsNoPostHogIsSaid(int status, String body, String said) throws IOException {
        // Given
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", StandInServer.url());
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes());
            exchange.close();
        });
        server.start();

        // When
        Response refused = Api.connect(
                Map.of("host", "http://localhost:" + server.getAddress().getPort()));
        server.stop(0);

        // Then
        assertRefused(refused, "not_posthog", said);
    }

    @Test
    void aKeyThatMayNotSeeTheProjectIsEnough() {
        // When
        Response connected = Api.connect(Map.of("api_key", StandInServer.KEY_WITHOUT_PROJECT));

        // Then
        assertThat(connected.statusCode()).isEqualTo(201);
        assertThat(connected.<String>path("project_name")).isEqualTo(StandInServer.PROJECT);
        assertThat(connected.<String>path("timezone")).isEqualTo("Asia/Kathmandu");
    }

    @ParameterizedTest
    @CsvSource({"name, ' ', name", "project_id, seven, project_id", "sync_every, 1ms, sync_every", "colour, red, colour"
    })
    void aBadMemberIsNamed(String member, String value, String named) {
        // When
        Response refused = Api.connect(Map.of(member, value));

        // Then
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("member")).isEqualTo(named);
    }

    @Test
    void aNewKeyIsTriedBeforeItIsTaken() throws SQLException {
        // Given
        String id = Api.connected();
        String sealed = text("select encode(sealed_key, 'hex') from ingest.connection where id = '" + id + "'");

        // When
        Response refused = Api.patch(id, Map.of("api_key", "phx_unknown"));
        Response renamed = Api.patch(id, Map.of("name", "Other", "sync_every", "2m"));

        // Then
        assertRefused(refused, "wrong_key", "revoked");
        assertThat(renamed.<String>path("name")).isEqualTo("Other");
        assertThat(renamed.<String>path("sync_every")).isEqualTo("PT2M");
        assertThat(text("select encode(sealed_key, 'hex') from ingest.connection where id = '" + id + "'"))
                .isEqualTo(sealed);
    }

    @Test
    void aFailureOfAnOldKeyNeitherBreaksNorRevivesAConnection() throws SQLException {
        // Given
        String changed = Api.connected();
        String deleted = Api.connected();
        Endpoint before = connections.endpoint(new ConnectionId(changed)).orElseThrow();
        Api.patch(changed, Map.of("api_key", StandInServer.KEY_WITHOUT_PROJECT));
        Api.delete(deleted);

        // When
        connections.noteFailure(new ConnectionId(changed), before, SourceFailure.projectToken());
        connections.noteFailure(new ConnectionId(deleted), before, SourceFailure.projectToken());

        // Then
        assertThat(Api.get("/" + changed).<String>path("state")).isEqualTo("connected");
        assertThat(Api.get("/" + deleted).<String>path("state")).isEqualTo("deleted");
        assertThat(text("select count(sealed_key) from ingest.connection where id = '" + deleted + "'"))
                .isEqualTo("0");
    }

    @Test
    void theKeyStandsNowhereInPlain() throws SQLException {
        // Given
        try (LogTail log = new LogTail()) {
            // When
            String id = Api.connected();
            Api.connect(Map.of("project_id", "99"));
            await().atMost(TopicTail.PATIENCE)
                    .until(() -> Api.get("/" + id + "/taxonomy").statusCode() == 200);

            // Then
            assertThat(everythingStored()).contains(id).doesNotContain(StandInServer.KEY);
            assertThat(log.text()).doesNotContain(StandInServer.KEY);
            for (Topics.Topic topic : List.of(Topics.CONNECTIONS, Topics.TAXONOMY)) {
                try (TopicTail tail = new TopicTail(clients, topic.name())) {
                    assertThat(tail.until(records ->
                                    records.stream().anyMatch(r -> r.key().equals(id))))
                            .noneSatisfy(record ->
                                    assertThat(new String(record.value())).contains(StandInServer.KEY));
                }
            }
        }
    }

    private List<ConnectionFacts.State> statesOnTopic(String id) {
        try (TopicTail tail = new TopicTail(clients, Topics.CONNECTIONS.name())) {
            return states(tail.until(seen -> states(seen, id).contains(ConnectionFacts.State.DELETED)), id);
        }
    }

    private static List<ConnectionFacts.State> states(List<ConsumerRecord<String, byte[]>> seen, String id) {
        List<ConnectionFacts.State> states = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : seen) {
            if (record.key().equals(id)) {
                ConnectionFacts.State state =
                        Json.read(record.value(), ConnectionFacts.class).state();
                // what was found lacking as the service started may be said again, and nothing else in between
                if (states.isEmpty() || states.get(states.size() - 1) != state) {
                    states.add(state);
                }
            }
        }
        return states;
    }

    private String everythingStored() throws SQLException {
        StringBuilder all = new StringBuilder();
        for (String table : List.of("connection", "cursor", "taxonomy", "read", "outbox")) {
            // bytes as text, so that a key in plain would be seen
            all.append(text("select coalesce(string_agg(t::text, ' '), '') from ingest." + table + " t"));
        }
        all.append(text("select coalesce(string_agg(encode(sealed_key, 'escape'), ' '), '') from ingest.connection"));
        return all.toString();
    }

    /** How many connections there are, and how many cursors. */
    private String stored() throws SQLException {
        return text("select (select count(*) from ingest.connection) || ' ' || (select count(*) from ingest.cursor)");
    }

    private String text(String query) throws SQLException {
        try (Connection sql = database.getConnection();
                Statement statement = sql.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void assertRefused(Response refused, String cause, String said) {
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.<String>path("cause")).isEqualTo(cause);
        assertThat(refused.<String>path("detail")).contains(said);
    }
}
