package io.beton.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.standin.Client.Reply;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryContractTest {
    private final MovingClock clock = new MovingClock("2026-03-29T12:00:00Z");
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

    private Reply body(String body) {
        return client.post("/api/projects/1/query/", body.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC 1                              | hogql_syntax_error | mismatched input 'SELEC' expecting {SELECT, WITH, '{', '(', '<'} (line 1)",
                "SELECT                               | hogql_syntax_error | mismatched input '<EOF>' expecting an expression (line 1)",
                "SELECT 1 FROM events WHERE           | hogql_syntax_error | mismatched input '<EOF>' expecting an expression (line 1)",
                "INSERT INTO events VALUES (1)        | hogql_syntax_error | mismatched input 'INSERT' expecting {SELECT, WITH, '{', '(', '<'} (line 1)",
                "DROP TABLE events                    | hogql_syntax_error | mismatched input 'DROP' expecting {SELECT, WITH, '{', '(', '<'} (line 1)",
                "SELECT 1; SELECT 2                   | hogql_syntax_error | mismatched input 'SELECT' expecting <EOF> (line 1)",
                "SELECT 1 FROM events SETTINGS a = 1  | hogql_syntax_error | mismatched input 'SETTINGS' expecting <EOF> (line 1)",
                "SELECT 1 AS Fn                       | hogql_syntax_error | no viable alternative at input 'SELECT 1 AS Fn'",
                "SELECT nothing FROM events           | hogql_query_error  | Unable to resolve field: nothing",
                "SELECT inserted_at FROM events       | hogql_query_error  | Unable to resolve field: inserted_at",
                "SELECT e.nope FROM events e          | hogql_query_error  | Unable to resolve field: e.nope",
                "SELECT person.nope FROM events       | hogql_query_error  | Unable to resolve field: person.nope",
                "SELECT 1 FROM nowhere                | hogql_query_error  | Unknown table `nowhere`.",
                "SELECT 1 FROM captured_events        | hogql_query_error  | Unknown table `captured_events`.",
                "SELECT 1 FROM url('http://x')        | hogql_query_error  | Unknown table function: url",
                "SELECT read_csv('x')                 | hogql_query_error  | Unsupported function call 'read_csv(...)'.",
                "SELECT lower()                       | hogql_query_error  | Function 'lower' expects 1 argument, found 0",
                "SELECT event FROM events, persons e WHERE created_at = 1 | hogql_query_error | Ambiguous query. Found multiple sources for field: created_at",
                "SELECT lower(1)                      | illegal_type_of_argument | Illegal type UInt8 of argument 1 of function lower",
                "SELECT sum(count()) FROM events      | illegal_aggregation | Aggregate function sum is found inside another aggregate function in query",
                "SELECT 1 FROM events WHERE event     | illegal_type_of_column_for_filter | Illegal type String of column for filter. Must be UInt8 or Nullable(UInt8)",
                "SELECT 1 FROM events WHERE uuid = 'x' | cannot_parse_uuid  | Cannot parse uuid x",
            })
    void explainsWhatIsWrongWithAQuery(String hogql, String code, String detail) {
        Reply reply = client.query(hogql);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("type").asText()).isEqualTo("validation_error");
        assertThat(reply.code() + " " + reply.detail()).isEqualTo(code + " " + detail);
    }

    @Test
    void whatIsNoAggregateMustBeGroupedBy() {
        assertThat(client.query("SELECT event, count() FROM events").code()).isEqualTo("not_an_aggregate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'query': {'kind': 'HogQLQuery', 'query': 'SELECT 1'}, 'surprise': 1}          | surprise",
                "{'query': {'kind': 'HogQLQuery', 'query': 'SELECT 1', 'limit': 1}}             | query.HogQLQuery.limit",
                "{'query': {'kind': 'HogQLQuery', 'query': 'SELECT 1', 'modifiers': {'x': 1}}}  | query.HogQLQuery.modifiers.x",
                "{'query': {'kind': 'HogQLQuery', 'query': 'SELECT 1', 'modifiers': {'personsOnEventsMode': 'x'}}} | personsOnEventsMode",
                "{'query': {'kind': 'EventsQuery'}}                                             | EventsQuery",
                "{'query': {'kind': 'HogQLQuery'}}                                              | query.HogQLQuery.query",
                "{'query': {'kind': 'HogQLQuery', 'query': 'SELECT 1'}, 'refresh': 'perhaps'}   | refresh",
                "{}                                                                             | query",
            })
    void refusesBodiesItDoesNotKnow(String body, String named) {
        Reply reply = body(body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("type").asText()).isEqualTo("invalid_request");
        assertThat(reply.code()).isEqualTo("parse_error");
        assertThat(reply.detail())
                .startsWith("JSON parse error - 1 validation error for QueryRequest")
                .contains(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 LIMIT 1 OFFSET 1",
                "SELECT 1 LIMIT 1, 1",
                "SELECT x FROM (SELECT 1 AS x LIMIT 5 OFFSET 2)",
                "SELECT event FROM events WHERE uuid IN (SELECT uuid FROM events OFFSET 1)",
                "SELECT event FROM events LIMIT 1 OFFSET 1 BY event",
            })
    void refusesOffsetAnywhere(String hogql) {
        Reply reply = client.query(hogql);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("hogql_query_error");
        assertThat(reply.detail())
                .startsWith("OFFSET is not supported on queries made with a personal API key. For pagination,");
    }

    @Test
    void samplesMayHaveAnOffset() {
        standIn.capture("a", "p", Client.json("{}"));

        assertThat(client.query("SELECT count() FROM events SAMPLE 1/1 OFFSET 1/2")
                        .rows())
                .containsExactly("[1]");
        assertThat(client.query("SELECT count() FROM events SAMPLE 0.0").rows()).containsExactly("[0]");
    }

    @Test
    void givesAHundredRowsUnlessTheQuerySaysMore() {
        Reply open = client.query("SELECT arrayJoin(range(150)) AS n ORDER BY n");
        Reply small = client.query("SELECT arrayJoin(range(5)) AS n");
        Reply limited = client.query("SELECT arrayJoin(range(150)) AS n LIMIT 120");
        Reply capped = client.query("SELECT arrayJoin(range(60000)) AS n LIMIT 60000");
        Reply inner = client.query("SELECT count() FROM (SELECT arrayJoin(range(60000)) AS n LIMIT 60000)");

        assertThat(open.rows()).hasSize(100).endsWith("[99]");
        assertThat(open.json().path("hasMore").asBoolean()).isTrue();
        assertThat(open.json().path("limit").asInt()).isEqualTo(100);
        assertThat(open.json().path("offset").asInt(-1)).isZero();
        assertThat(small.json().path("hasMore").asBoolean(true)).isFalse();
        assertThat(limited.rows()).hasSize(120);
        assertThat(limited.json().path("hasMore").isNull()).isTrue();
        assertThat(limited.json().path("limit").isNull()).isTrue();
        assertThat(capped.rows()).hasSize(50_000);
        assertThat(inner.rows()).containsExactly("[60000]");
    }

    @Test
    void answersFromTheCacheForSixHoursUnlessForced() {
        String query = "{'query': {'kind': 'HogQLQuery', 'query': 'SELECT count() FROM events', 'name': 'counting'}%s}";
        Reply first = body(query.formatted(""));
        standIn.capture("a", "p", Client.json("{}"));
        Reply cached = body(query.formatted(", 'refresh': 'blocking'"));
        Reply forced = body(query.formatted(", 'refresh': 'force_blocking'"));
        standIn.capture("a", "p", Client.json("{}"));
        clock.forward(Duration.ofHours(7));
        Reply expired = body(query.formatted(""));

        assertThat(first.json().path("is_cached").asBoolean()).isFalse();
        assertThat(cached.rows()).containsExactly("[0]");
        assertThat(cached.json().path("is_cached").asBoolean()).isTrue();
        assertThat(cached.header("X-PostHog-Query-Bytes-Read")).contains("0");
        assertThat(forced.rows()).containsExactly("[1]");
        assertThat(expired.rows()).containsExactly("[2]");
        assertThat(standIn.requests())
                .filteredOn(request -> request.path().endsWith("/query"))
                .allSatisfy(request -> {
                    assertThat(request.queryName()).contains("counting");
                    assertThat(request.hogql()).contains("SELECT count() FROM events");
                });
    }

    @Test
    void runsQueriesInTheBackground() {
        Reply started = body(
                "{'query': {'kind': 'HogQLQuery', 'query': 'SELECT 41 + 1'}, 'refresh': 'force_async', 'client_query_id': 'mine'}");
        Awaitility.await().until(() -> client.get("/api/projects/1/query/mine/").status() == 200);
        Reply done = client.get("/api/projects/1/query/mine/");
        body(
                "{'query': {'kind': 'HogQLQuery', 'query': 'SELECT nope'}, 'refresh': 'async', 'client_query_id': 'wrong'}");
        Awaitility.await()
                .until(() -> client.get("/api/projects/1/query/wrong/").status() == 400);

        assertThat(started.status()).isEqualTo(202);
        assertThat(started.json().path("query_status").path("id").asText()).isEqualTo("mine");
        assertThat(done.json()
                        .path("query_status")
                        .path("results")
                        .path("results")
                        .toString())
                .isEqualTo("[[42]]");
        assertThat(client.get("/api/projects/1/query/wrong/")
                        .json()
                        .path("query_status")
                        .path("error_message")
                        .asText())
                .isEqualTo("Unable to resolve field: nope");
        assertThat(client.delete("/api/projects/1/query/mine/")
                        .json()
                        .path("message")
                        .asText())
                .isEqualTo("Query already complete");
        assertThat(client.get("/api/projects/1/query/other/").detail()).isEqualTo("Query other not found for team 1");
        clock.forward(Duration.ofMinutes(21));
        assertThat(client.get("/api/projects/1/query/mine/").status()).isEqualTo(404);
    }

    @Test
    void serialisesAsPostHogDoes() {
        Reply reply = client.query(
                "SELECT toDateTime64('2026-01-10 12:00:00.123', 6, 'UTC'), toDateTime64('2026-01-10 12:00:00', 6, 'UTC'),"
                        + " toUUID('0190A5E0-0000-7000-8000-000000000001'), 0 / 0, [1, NULL], (1, 'a'), 1 = 1, toBool('true'), NULL,"
                        + " cityHash64('x') > 0, 18446744073709551615");

        assertThat(reply.rows())
                .containsExactly(
                        "[\"2026-01-10T12:00:00.123000Z\",\"2026-01-10T12:00:00Z\","
                                + "\"0190a5e0-0000-7000-8000-000000000001\",null,[1,null],[1,\"a\"],1,true,null,1,18446744073709551615]");
        assertThat(reply.types())
                .containsExactly(
                        "DateTime64(6, 'UTC')",
                        "DateTime64(6, 'UTC')",
                        "Nullable(UUID)",
                        "Float64",
                        "Array(Nullable(UInt8))",
                        "Tuple(UInt8, String)",
                        "UInt8",
                        "Nullable(Bool)",
                        "Nullable(Nothing)",
                        "UInt8",
                        "UInt64");
    }
}
