package io.beton.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.standin.Client.Reply;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QueryTest {
    private static PostHogStandIn standIn;
    private static Client client;

    @BeforeAll
    static void start() {
        Clock clock = Clock.fixed(Instant.parse("2026-03-29T12:00:00Z"), ZoneOffset.UTC);
        standIn = PostHogStandIn.start(StandInConfig.defaults().withClock(clock));
        client = new Client(standIn);
        capture(
                "signed_up",
                "ann",
                "2026-03-01T10:00:00Z",
                "'plan': 'pro', 'seats': 3, '$set': {'email': 'ann@a.example'}, '$groups': {'organization': 'acme'}");
        capture(
                "signed_up",
                "bob",
                "2026-03-02T10:00:00.5Z",
                "'plan': 'free', 'seats': 1, 'nested': {'deep': [1, 'x']}, 'empty': '', 'nil': null");
        capture(
                "login",
                "ann",
                "2026-03-03T10:00:00Z",
                "'$session_id': 's1', 'trial': true, 'when': '2026-03-04 00:00:00'");
        capture(
                "login",
                "ann",
                "2026-03-03T11:00:00Z",
                "'$session_id': 's2', 'it\\u0027s \\\"odd\\\"': 'yes', 'said': 'a \\\"b\\\" \\n c', '100%': 5");
        capture("login", "bob", "2026-03-05T10:00:00Z", "'$session_id': 's3'");
        capture(
                "$groupidentify",
                "ann",
                "2026-03-05T11:00:00Z",
                "'$group_type': 'organization', '$group_key': 'acme', '$group_set': {'tier': 'gold', 'size': 40}");
    }

    private static void capture(String event, String person, String timestamp, String properties) {
        standIn.capture(Client.json("{'event': '%s', 'distinct_id': '%s', 'timestamp': '%s', 'properties': {%s}}"
                .formatted(event, person, timestamp, properties)));
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @Test
    void answersInTheOrderOfColumnsWithTheirTypes() {
        Reply reply = client.query("SELECT event, count() AS n, min(timestamp) AS first, uniq(distinct_id) > 1 AS many"
                + " FROM events WHERE event IN ('login', 'signed_up') GROUP BY event ORDER BY n DESC, event");

        assertThat(reply.rows())
                .containsExactly(
                        "[\"login\",3,\"2026-03-03T10:00:00Z\",1]", "[\"signed_up\",2,\"2026-03-01T10:00:00Z\",1]");
        assertThat(reply.types()).containsExactly("String", "UInt64", "DateTime64(6, 'UTC')", "UInt8");
        assertThat(reply.json().path("columns").toString()).isEqualTo("[\"event\",\"n\",\"first\",\"many\"]");
    }

    @Test
    void readsPropertiesByTheirDefinition() {
        Reply reply = client.query("SELECT properties.plan, properties.seats, properties.trial, properties.when,"
                + " properties.nothing FROM events WHERE event IN ('signed_up', 'login') ORDER BY timestamp LIMIT 3");

        assertThat(reply.types())
                .containsExactly(
                        "Nullable(String)",
                        "Nullable(Float64)",
                        "Nullable(Bool)",
                        "Nullable(DateTime64(6, 'UTC'))",
                        "Nullable(String)");
        assertThat(reply.rows())
                .containsExactly(
                        "[\"pro\",3.0,null,null,null]",
                        "[\"free\",1.0,null,null,null]",
                        "[null,null,true,\"2026-03-04T00:00:00Z\",null]");
    }

    @Test
    void readsNestedEmptyAndOddlyNamedProperties() {
        assertThat(client.query(
                                "SELECT properties.nested, properties.nested.deep, properties.empty, properties.nil FROM events"
                                        + " WHERE distinct_id = 'bob' AND event = 'signed_up'")
                        .rows())
                .containsExactly("[\"{\\\"deep\\\":[1,\\\"x\\\"]}\",\"[1,\\\"x\\\"]\",null,null]");
        assertThat(client.query("SELECT count() FROM events WHERE properties.`it's \"odd\"` = 'yes'")
                        .rows())
                .containsExactly("[1]");
        assertThat(client.query("SELECT count() FROM events WHERE properties['it\\'s \"odd\"'] = 'yes'")
                        .rows())
                .containsExactly("[1]");
        assertThat(client.query(
                                "SELECT uniq($session_id), uniq(properties.$session_id), uniq(`$session_id`) FROM events")
                        .rows())
                .containsExactly("[3,3,3]");
    }

    /** As ClickHouse writes JSON, with only the outer quotes taken off; the function reads it. */
    @Test
    void aPropertyKeepsTheEscapesOfTheJson() {
        assertThat(client.query(
                                "SELECT properties.said, JSONExtractString(properties, 'said'),"
                                        + " JSONExtractString(properties, '100%') FROM events WHERE distinct_id = 'ann' AND properties.said IS NOT NULL")
                        .rows())
                .containsExactly("[\"a \\\\\\\"b\\\\\\\" \\\\n c\",\"a \\\"b\\\" \\n c\",\"5\"]");
    }

    @Test
    void namesTakeNoPercentSignAndNoBackslashBeforeABacktick() {
        assertThat(client.value("SELECT properties.`50%` FROM events"))
                .isEqualTo(
                        "400 hogql_query_error The HogQL identifier \"50%\" is not permitted as it contains the \"%\""
                                + " character");
        assertThat(client.value("SELECT properties['50%'] FROM events")).contains("is not permitted");
        assertThat(client.value("SELECT properties.`a\\`b` FROM events")).contains("hogql_syntax_error");
        assertThat(client.value("SELECT 'a\\d' FROM events")).contains("hogql_syntax_error");
        assertThat(client.value("SELECT count(properties.`a``b`) FROM events")).isEqualTo("0");
    }

    @Test
    void comparisonsNeverGiveNull() {
        assertThat(client.value("SELECT countIf(properties.plan != 'pro') FROM events"))
                .isEqualTo("5");
        assertThat(client.value("SELECT countIf(not (properties.plan = 'pro')) FROM events"))
                .isEqualTo("5");
        assertThat(client.value("SELECT countIf(properties.plan NOT IN ('pro')) FROM events"))
                .isEqualTo("5");
        assertThat(client.value("SELECT countIf(properties.seats > 2) FROM events"))
                .isEqualTo("1");
        assertThat(client.value("SELECT countIf(isNull(properties.plan)) FROM events"))
                .isEqualTo("4");
    }

    @Test
    void joinsPersonsAndGroupsWhenAskedFor() {
        assertThat(client.query(
                                "SELECT person.properties.email, group_0.properties.tier, organization.properties.size, `$group_0`, $group_1"
                                        + " FROM events WHERE event = 'signed_up' ORDER BY timestamp")
                        .rows())
                .containsExactly("[\"ann@a.example\",\"gold\",40.0,\"acme\",\"\"]", "[null,null,null,\"\",\"\"]");
        assertThat(client.query("SELECT p.properties.email, count() FROM events e JOIN persons p ON e.person_id = p.id"
                                + " GROUP BY p.properties.email ORDER BY 2 DESC")
                        .rows())
                .containsExactly("[\"ann@a.example\",4]", "[null,2]");
        assertThat(client.query("SELECT key, properties.tier, index FROM groups")
                        .rows())
                .containsExactly("[\"acme\",\"gold\",0]");
        assertThat(client.query(
                                "SELECT count() FROM events e WHERE e.person.created_at < toDateTime('2026-03-02 00:00:00')")
                        .rows())
                .containsExactly("[4]");
    }

    @Test
    void aggregatesOfNothingHaveClickHousesEmptyValues() {
        assertThat(client.query(
                                "SELECT count(), sum(1), minIf(timestamp, event = 'never'), maxIf(event, event = 'never'), anyIf(uuid, 0),"
                                        + " avg(1), groupArray(event), min(properties.plan), argMinIf(event, timestamp, event = 'never'), uniqIf(event, 0)"
                                        + " FROM events WHERE event = 'never'")
                        .rows())
                .containsExactly(
                        "[0,0,\"1970-01-01T00:00:00Z\",\"\",\"00000000-0000-0000-0000-000000000000\",null,[],null,\"\",0]");
        assertThat(client.value("SELECT minOrNullIf(timestamp, event = 'never') FROM events"))
                .isEqualTo("null");
        assertThat(client.value("SELECT minOrNull(timestamp) FROM events WHERE event = 'never'"))
                .isEqualTo("null");
    }

    @Test
    void aggregates() {
        assertThat(client.query(
                                "SELECT countIf(event = 'login'), countDistinct(event), count(DISTINCT event), uniqExact(event),"
                                        + " uniqIf(distinct_id, event = 'login'), argMax(event, timestamp), argMaxIf(event, timestamp, event != '$groupidentify'),"
                                        + " arraySort(groupUniqArray(distinct_id)), sumIf(properties.seats, event = 'signed_up'), avg(properties.seats),"
                                        + " median(properties.seats), quantile(0.5)(properties.seats), topK(1)(event), max(event), count(properties.plan) FROM events")
                        .rows())
                .containsExactly(
                        "[3,3,3,3,2,\"$groupidentify\",\"login\",[\"ann\",\"bob\"],4.0,2.0,2.0,2.0,[\"login\"],\"signed_up\",2]");
        assertThat(client.query(
                                "SELECT arraySort(groupArray((timestamp, event))) AS all, length(all) FROM events WHERE distinct_id = 'bob'")
                        .rows())
                .containsExactly(
                        "[[[\"2026-03-02T10:00:00.500000Z\",\"signed_up\"],[\"2026-03-05T10:00:00Z\",\"login\"]],2]");
        assertThat(client.query("SELECT groupArray(2)(event) FROM events").detail())
                .isEqualTo("Aggregation 'groupArray' expects no parameters");
        assertThat(client.query("SELECT minIfOrNull(timestamp, 1) FROM events").detail())
                .startsWith("Unsupported function call");
        assertThat(client.query("SELECT topK(event) FROM events").status()).isEqualTo(400);
    }

    @Test
    void funnelsByWindow() {
        String funnel =
                "SELECT distinct_id, windowFunnel(%d)(toDateTime(timestamp), event = 'signed_up', event = 'login', event = 'login')"
                        + " AS level FROM events GROUP BY distinct_id ORDER BY distinct_id";

        assertThat(client.query(funnel.formatted(86400 * 30)).rows()).containsExactly("[\"ann\",3]", "[\"bob\",2]");
        assertThat(client.query(funnel.formatted(60)).rows()).containsExactly("[\"ann\",1]", "[\"bob\",1]");
        assertThat(client.query(funnel.replace("toDateTime(timestamp)", "timestamp")
                                .formatted(60))
                        .code())
                .isEqualTo("illegal_type_of_argument");
    }

    @Test
    void subqueriesCommonTablesAndUnions() {
        assertThat(client.query(
                                "WITH firsts AS (SELECT person_id, min(timestamp) AS first FROM events WHERE event = 'login' GROUP BY person_id)"
                                        + " SELECT count(), max(first) FROM firsts WHERE first > '2026-03-04'")
                        .rows())
                .containsExactly("[1,\"2026-03-05T10:00:00Z\"]");
        assertThat(client.query(
                                "WITH events AS (SELECT * FROM events WHERE event = 'login') SELECT count() FROM events")
                        .rows())
                .containsExactly("[3]");
        assertThat(client.query("WITH 'login' AS wanted SELECT count() FROM events WHERE event = wanted")
                        .rows())
                .containsExactly("[3]");
        assertThat(client.query(
                                "SELECT count() FROM events WHERE person_id IN (SELECT person_id FROM events WHERE properties.plan = 'pro')")
                        .rows())
                .containsExactly("[4]");
        assertThat(client.query(
                                "SELECT count() FROM events WHERE (person_id, event) IN (SELECT person_id, event FROM events WHERE event = 'login')")
                        .rows())
                .containsExactly("[3]");
        assertThat(client.query("SELECT 1 AS a UNION ALL SELECT event = 'x' FROM events WHERE event = 'login' LIMIT 1")
                        .rows())
                .containsExactlyInAnyOrder("[1]", "[0]");
        assertThat(client.query(
                                "SELECT (SELECT count() FROM events) AS c, e.n FROM (SELECT count() AS n FROM events) e")
                        .rows())
                .containsExactly("[6,6]");
        assertThat(client.query(
                                "SELECT sub.properties.plan FROM (SELECT properties FROM events WHERE event = 'signed_up') AS sub ORDER BY 1")
                        .rows())
                .containsExactly("[\"free\"]", "[\"pro\"]");
    }

    @Test
    void limitsByAndWindows() {
        assertThat(client.query(
                                "SELECT distinct_id, timestamp FROM events WHERE event = 'login' ORDER BY timestamp DESC LIMIT 1 BY distinct_id")
                        .rows())
                .containsExactly("[\"bob\",\"2026-03-05T10:00:00Z\"]", "[\"ann\",\"2026-03-03T11:00:00Z\"]");
        assertThat(client.query(
                                "SELECT event, count() AS n FROM events GROUP BY event ORDER BY n DESC, event LIMIT 1 BY n")
                        .rows())
                .containsExactly("[\"login\",3]", "[\"signed_up\",2]", "[\"$groupidentify\",1]");
        assertThat(client.query(
                                "SELECT distinct_id, row_number() OVER (PARTITION BY distinct_id ORDER BY timestamp) AS nth,"
                                        + " count() OVER (PARTITION BY distinct_id) AS of FROM events WHERE event = 'login' ORDER BY timestamp")
                        .rows())
                .containsExactly("[\"ann\",1,2]", "[\"ann\",2,2]", "[\"bob\",1,1]");
        assertThat(client.query("SELECT DISTINCT distinct_id FROM events ORDER BY distinct_id")
                        .rows())
                .containsExactly("[\"ann\"]", "[\"bob\"]");
    }

    @Test
    void arraysBecomeRows() {
        assertThat(client.query(
                                "SELECT distinct_id, arrayJoin(['a', 'b']) AS letter FROM events WHERE event = 'signed_up' ORDER BY 1, 2")
                        .rows())
                .containsExactly("[\"ann\",\"a\"]", "[\"ann\",\"b\"]", "[\"bob\",\"a\"]", "[\"bob\",\"b\"]");
        assertThat(client.query(
                                "SELECT arrayJoin(arrayFilter(x -> x != '', [if(event = 'login', 'l', ''), if(properties.plan = 'pro', 'p', '')])) AS tag,"
                                        + " count() FROM events GROUP BY tag ORDER BY tag")
                        .rows())
                .containsExactly("[\"l\",3]", "[\"p\",1]");
        assertThat(client.query("SELECT n FROM events ARRAY JOIN range(2) AS n WHERE event = 'signed_up' AND n > 0")
                        .rows())
                .containsExactly("[1]", "[1]");
        assertThat(client.query("SELECT arrayJoin([3, 4])").rows()).containsExactly("[3]", "[4]");
    }

    @Test
    void pagesByKeyset() {
        List<String> seen = new ArrayList<>();
        String last = "";
        for (int page = 0; page < 10; page++) {
            Reply reply = client.query(
                    "SELECT timestamp, uuid FROM events" + last + " ORDER BY timestamp ASC, uuid ASC LIMIT 2");
            if (reply.rows().isEmpty()) {
                break;
            }
            seen.addAll(reply.rows());
            var row = reply.json().path("results").get(reply.rows().size() - 1);
            last = " WHERE (timestamp, uuid) > (toDateTime64('%s', 6, 'UTC'), toUUID('%s'))"
                    .formatted(row.get(0).asText().replace("Z", ""), row.get(1).asText());
        }
        assertThat(seen).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void placeholdersAreConstants() {
        assertThat(client.query(
                                "SELECT count() FROM events WHERE event = {name} AND timestamp > toDateTime64({since}, 6, 'UTC')",
                                "{'values': {'name': 'login', 'since': '2026-03-03 10:30:00'}}")
                        .rows())
                .containsExactly("[2]");
        assertThat(client.query(
                                "SELECT count() FROM events WHERE event IN {names} AND {filters}",
                                "{'values': {'names': ['login', 'x']}}")
                        .rows())
                .containsExactly("[3]");
        assertThat(client.query("SELECT {a}, {b}, {c}, {d}", "{'values': {'a': 1, 'b': 1.5, 'c': true, 'd': null}}")
                        .rows())
                .containsExactly("[1,1.5,true,null]");
        assertThat(client.query("SELECT {missing}").detail()).isEqualTo("Unresolved placeholder: {missing}");
    }

    @Test
    void aliasesCanBeUsedInAllClauses() {
        assertThat(client.query(
                                "SELECT toDate(timestamp) AS day, count() AS n FROM events WHERE day >= '2026-03-03' GROUP BY day HAVING n > 1 ORDER BY day")
                        .rows())
                .containsExactly("[\"2026-03-03\",2]", "[\"2026-03-05\",2]");
        assertThat(client.query("SELECT count() n, n + 1 m, event FROM events GROUP BY 3 ORDER BY m, event")
                        .rows())
                .containsExactly("[1,2,\"$groupidentify\"]", "[2,3,\"signed_up\"]", "[3,4,\"login\"]");
    }
}
