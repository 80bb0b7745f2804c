package io.beton.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.standin.Client.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {
    private final MovingClock clock = new MovingClock("2026-03-29T12:00:00.123456789Z");
    private PostHogStandIn standIn;
    private Client client;

    @BeforeEach
    void start() {
        standIn = PostHogStandIn.start(StandInConfig.defaults().withClock(clock));
        client = new Client(standIn);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    private Reply send(String path, String body) {
        return client.post(path, body.replace('\'', '"'));
    }

    private Reply event(String event, String person, String properties) {
        return send(
                "/i/v0/e/",
                "{'api_key': 'phc_stand_in', 'event': '%s', 'distinct_id': '%s', 'properties': {%s}}"
                        .formatted(event, person, properties));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/i/v0/e/", "/i/v0/e", "/capture/", "/e/", "/batch/"})
    void takesEventsOnEveryAddress(String path) {
        Reply reply = send(path, "{'api_key': 'phc_stand_in', 'event': 'a', 'distinct_id': 'p'}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("{\"status\":\"Ok\"}");
        assertThat(client.value("SELECT count() FROM events")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'event': 'a', 'distinct_id': 'p'}                                 | 401 | event submitted without an api_key",
                "{'api_key': 'phx_stand_in', 'event': 'a', 'distinct_id': 'p'}      | 401 | API key is not valid: invalid token",
                "{'api_key': 'phc_stand_in', 'distinct_id': 'p'}                    | 400 | event submitted with an empty event name",
                "{'api_key': 'phc_stand_in', 'event': 'a'}                          | 400 | event submitted with an empty distinct_id",
                "{'api_key': 'phc_stand_in', 'event': 'a', 'distinct_id': 'p', 'uuid': 'x'} | 400 | event submitted with an invalid uuid",
                "{'api_key': 'phc_stand_in', 'batch': []}                           | 400 | request contained no events",
                "{'api_key'                                                         | 400 | failed to parse request",
            })
    void refusesInPlainText(String body, int status, String text) {
        Reply reply = send("/batch/", body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text()).startsWith(text);
        assertThat(reply.header("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(standIn.eventCount()).isZero();
    }

    @Test
    void takesZippedBatches() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(("{'api_key': 'phc_stand_in', 'batch': [{'event': 'a', 'properties': {'distinct_id': 'p'}},"
                            + " {'event': 'b', 'distinct_id': 'q'}]}")
                    .replace('\'', '"')
                    .getBytes(StandardCharsets.UTF_8));
        }

        assertThat(client.post("/batch/", zipped.toByteArray()).status()).isEqualTo(200);
        assertThat(client.query("SELECT event, distinct_id FROM events ORDER BY event")
                        .rows())
                .containsExactly("[\"a\",\"p\"]", "[\"b\",\"q\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                                               | 2026-03-29T12:00:00.123456Z",
                ", 'timestamp': '2026-01-10T12:00:00+02:00'                                     | 2026-01-10T10:00:00Z",
                ", 'timestamp': '2026-01-10 12:00:00.5'                                         | 2026-01-10T12:00:00.500000Z",
                ", 'timestamp': '2026-03-30T10:00:00Z'                                          | 2026-03-30T10:00:00Z",
                ", 'timestamp': '2026-03-30T12:00:00Z'                                          | 2026-03-29T12:00:00.123456Z",
                ", 'timestamp': '2026-03-29T10:00:00Z', 'sent_at': '2026-03-29T11:00:00.123456Z' | 2026-03-29T11:00:00Z",
                ", 'timestamp': '2026-03-29T10:00:00Z', 'sent_at': '2026-03-29T11:00:00Z', 'properties': {'$ignore_sent_at': true} | 2026-03-29T10:00:00Z",
                ", 'timestamp': 'garbage'                                                       | 2026-03-29T12:00:00.123456Z",
            })
    void settlesTheTimestamp(String members, String expected) {
        send(
                "/i/v0/e/",
                "{'api_key': 'phc_stand_in', 'event': 'a', 'distinct_id': 'p'%s}"
                        .formatted(members == null ? "" : members));

        assertThat(client.query("SELECT timestamp, created_at FROM events").rows())
                .containsExactly("[\"%s\",\"2026-03-29T12:00:00.123456Z\"]".formatted(expected));
    }

    @Test
    void keepsTheGivenUuidAndItsRepetitions() {
        String body =
                "{'api_key': 'phc_stand_in', 'event': 'a', 'distinct_id': 'p', 'uuid': '0190A5E0-0000-7000-8000-000000000001'}";
        send("/e/", body);
        send("/e/", body);

        assertThat(client.query("SELECT uuid FROM events").rows())
                .containsExactly(
                        "[\"0190a5e0-0000-7000-8000-000000000001\"]", "[\"0190a5e0-0000-7000-8000-000000000001\"]");
    }

    @Test
    void personPropertiesAreThoseOfTheEventsTime() {
        event("a", "p", "'$set': {'plan': 'free', 'city': 'x'}, '$set_once': {'first': 1}");
        event("b", "p", "'$set': {'plan': 'pro'}, '$set_once': {'first': 2}, '$unset': ['city']");
        String query =
                "SELECT person.properties.plan, person.properties.first, person.properties.city FROM events ORDER BY event";

        assertThat(client.query(query).rows()).containsExactly("[\"free\",1.0,\"x\"]", "[\"pro\",1.0,null]");
        assertThat(client.query(query, "{'modifiers': {'personsOnEventsMode': 'person_id_override_properties_joined'}}")
                        .rows())
                .containsExactly("[\"pro\",1.0,null]", "[\"pro\",1.0,null]");
        assertThat(client.query("SELECT properties.plan, is_identified FROM persons")
                        .rows())
                .containsExactly("[\"pro\",false]");
    }

    @Test
    void identifyingMergesTheAnonymousPerson() {
        send(
                "/e/",
                "{'api_key': 'phc_stand_in', 'event': 'visit', 'distinct_id': 'anon', 'timestamp': '2026-01-01T00:00:00Z', '$set_once': {'from': 'ad'}}");
        event("login", "ann", "'$set': {'email': 'a@x'}");
        assertThat(client.value("SELECT uniq(person_id) FROM events")).isEqualTo("2");
        event("$identify", "ann", "'$anon_distinct_id': 'anon'");
        event("visit", "anon", "");

        assertThat(client.value("SELECT uniq(person_id) FROM events")).isEqualTo("1");
        assertThat(client.query(
                                "SELECT uniq(person_id) FROM events",
                                "{'modifiers': {'personsOnEventsMode': 'person_id_no_override_properties_on_events'}}")
                        .rows())
                .containsExactly("[2]");
        assertThat(client.query("SELECT created_at, properties.email, properties.from, is_identified FROM persons")
                        .rows())
                .containsExactly("[\"2026-01-01T00:00:00Z\",\"a@x\",\"ad\",true]");
        assertThat(client.query(
                                "SELECT distinct_id, person_id = (SELECT id FROM persons) FROM person_distinct_ids ORDER BY 1")
                        .rows())
                .containsExactly("[\"ann\",1]", "[\"anon\",1]");
    }

    @Test
    void mergesChain() {
        event("a", "one", "");
        event("a", "two", "");
        event("a", "three", "");
        event("$create_alias", "two", "'alias': 'one'");
        event("$merge_dangerously", "three", "'alias': 'two'");

        assertThat(client.value("SELECT uniq(person_id) FROM events")).isEqualTo("1");
        assertThat(client.value("SELECT count() FROM persons")).isEqualTo("1");
    }

    @Test
    void anIdentifiedPersonIsNotMergedByIdentify() {
        event("$identify", "ann", "");
        event("$identify", "bob", "'$anon_distinct_id': 'ann'");

        assertThat(client.value("SELECT uniq(person_id) FROM events")).isEqualTo("2");
    }

    @Test
    void personlessEventsHaveNoPerson() {
        event("visit", "ghost", "'$process_person_profile': false");

        assertThat(client.value("SELECT count() FROM persons")).isEqualTo("0");
        assertThat(client.value("SELECT person_mode FROM events")).isEqualTo("\"propertyless\"");
    }

    @Test
    void groupsGetTheirNumbersInOrderOfAppearance() {
        event("a", "p", "'$groups': {'organization': 'acme', 'team': 't1'}");
        event("$groupidentify", "p", "'$group_type': 'team', '$group_key': 't1', '$group_set': {'size': 3}");
        event("$groupidentify", "p", "'$group_type': 'team', '$group_key': 't1', '$group_set': {'name': 'T'}");
        event("b", "p", "'$groups': {'w': 'w', 'x': 'x', 'y': 'y', 'z': 'z'}");

        assertThat(client.query(
                                "SELECT $group_0, $group_1, $group_2, $group_4, group_1.properties.size, team.properties.name, group_1.key FROM events WHERE event = 'a'")
                        .rows())
                .containsExactly("[\"acme\",\"t1\",\"\",\"\",3.0,\"T\",\"t1\"]");
        assertThat(client.query("SELECT $group_2, $group_3, $group_4 FROM events WHERE event = 'b'")
                        .rows())
                .containsExactly("[\"w\",\"x\",\"y\"]");
        assertThat(List.of(client.get("/api/projects/1/groups_types/").json().findValuesAsText("group_type"))
                        .toString())
                .isEqualTo("[[organization, team, w, x, y]]");
    }
}
