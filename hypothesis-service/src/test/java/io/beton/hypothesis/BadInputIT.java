package io.beton.hypothesis;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.beton.model.connection.ConnectionFacts;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person can get wrong, and what is said then. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class BadInputIT {
    private static final String CONDITION = "{'count': {'event': 'a'}, 'at_least': 1}";
    private static final String DESIGN = "{'design': 'anchored', 'anchor': 'first_seen', 'within_days': 7}";

    private Company company;

    @BeforeEach
    void connect() {
        company = Company.here().connected().uses("page_opened", "subscribed", "invite_sent", "signed_up");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "condition.all_of.0.count.event |" + " {'all_of': [{'count': {'event': ''}, 'at_least': 1}]} | D",
                "condition.any_of.1.at_least |"
                        + " {'any_of': [{'count': {'event': 'a'}, 'at_least': 1}, {'count': {'event': 'a'}, 'at_least': 0}]}"
                        + " | D",
                "condition.sequence | {'sequence': [{'event': 'a'}]} | D",
                "condition.sequence.1.where.0.value |"
                        + " {'sequence': [{'event': 'a'}, {'event': 'b', 'where': [{'scope': 'event', 'property': 'p',"
                        + " 'op': 'gt', 'value': 'x'}]}]} | D",
                "condition.percent | {'trend': {'event': 'a'}, 'change': 'rise', 'min_events': 1} | D",
                "condition.percent | {'trend': {'event': 'a'}, 'change': 'drop', 'percent': 101, 'min_events': 1} | D",
                "condition.at_most | {'count': {'event': 'a'}, 'at_most': -1} | D",
                "condition.distinct | {'distinct': 'week', 'of': {'event': 'a'}, 'at_least': 1} | D",
                "condition.not.at_least | {'not': {'count': {'event': 'a'}, 'at_least': 0}} | D",
                "condition.all_of | {'all_of': []} | D",
                "condition.atleast | {'count': {'event': 'a'}, 'atleast': 1} | D",
                "condition.at_least | {'count': {'event': 'a'}, 'at_least': 'many'} | D",
                "design.within_days | C | {'design': 'anchored', 'anchor': 'first_seen', 'within_days': 90}",
                "design.anchor | C | {'design': 'anchored', 'within_days': 7}",
                "design.design | C | {'design': 'sometimes'}",
                "design.lookback_days | C | {'design': 'rolling', 'every_days': 7, 'lookback_days': 6}",
                "design.within | C | {'design': 'anchored', 'anchor': 'first_seen', 'within': 'a_session'}",
            })
    void aClaimThatDoesNotFitNamesTheMemberAtFault(String member, String condition, String design) {
        // Given
        String goal = Rest.goal(company.connection());
        String body = """
                {"connection_id": "%s", "goal_id": "%s", "hypothesis": "h", "subject": {"kind": "person"},
                 "condition": %s, "design": %s}
                """.formatted(
                        company.connection(),
                        goal,
                        json(condition.equals("C") ? CONDITION : condition),
                        json(design.equals("D") ? DESIGN : design));
        // Then
        Rest.post("/hypotheses", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("member", is(member))
                .body("detail", notNullValue());
        Rest.get("/hypotheses?goal_id=" + goal).body("items.size()", is(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "hypothesis | {'connection_id': 'CON', 'goal_id': 'GOAL', 'condition': C, 'design': D} | 400",
                "condition | {'connection_id': 'CON', 'goal_id': 'GOAL', 'hypothesis': 'h', 'design': D} | 400",
                "design | {'connection_id': 'CON', 'goal_id': 'GOAL', 'hypothesis': 'h', 'condition': C} | 400",
                "goal_id | {'connection_id': 'CON', 'hypothesis': 'h', 'condition': C, 'design': D} | 400",
                "wether | {'connection_id': 'CON', 'goal_id': 'GOAL', 'hypothesis': 'h', 'condition': C, 'design': D,"
                        + " 'wether': 1} | 400",
                "connection_id | {'connection_id': 'con_other', 'goal_id': 'GOAL', 'hypothesis': 'h', 'condition': C,"
                        + " 'design': D} | 400",
                "goal_id | {'connection_id': 'CON', 'goal_id': 'goal_none', 'hypothesis': 'h', 'condition': C,"
                        + " 'design': D} | 422",
                "subject.group_type | {'connection_id': 'CON', 'goal_id': 'GOAL', 'hypothesis': 'h', 'condition': C,"
                        + " 'subject': {'kind': 'group', 'group_type': 'organization'}, 'design': D} | 400",
                "subject.group_type | {'connection_id': 'CON', 'goal_id': 'GOAL', 'hypothesis': 'h', 'condition': C,"
                        + " 'subject': {'kind': 'group'}, 'design': D} | 400",
                "subject.kind | {'connection_id': 'CON', 'goal_id': 'GOAL', 'hypothesis': 'h', 'condition': C,"
                        + " 'subject': {'kind': 'pet'}, 'design': D} | 400",
            })
    void aHypothesisThatDoesNotFitNamesTheMemberAtFault(String member, String body, int answer) {
        // Given
        String goal = Rest.goal(company.connection());
        String sent = body.replace("CON", company.connection().value())
                .replace("GOAL", goal)
                .replace(": C,", ": " + CONDITION + ",")
                .replace(": C}", ": " + CONDITION + "}")
                .replace(": D,", ": " + DESIGN + ",")
                .replace(": D}", ": " + DESIGN + "}");
        // Then
        Rest.post("/hypotheses", json(sent)).statusCode(answer).body("member", is(member));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "name | {'connection_id': 'CON', 'kind': 'conversion'} | 400",
                "kind | {'connection_id': 'CON', 'name': 'n'} | 400",
                "kind | {'connection_id': 'CON', 'name': 'n', 'kind': 'love'} | 400",
                "connection_id | {'name': 'n', 'kind': 'conversion'} | 400",
                "connection_id | {'connection_id': 'con_none', 'name': 'n', 'kind': 'conversion'} | 422",
                "horizon_days | {'connection_id': 'CON', 'name': 'n', 'kind': 'conversion', 'horizon_days': 0} | 400",
                "outcome.event | {'connection_id': 'CON', 'name': 'n', 'kind': 'conversion', 'outcome': {'event': ''}}"
                        + " | 400",
                "bar.min_precision | {'connection_id': 'CON', 'name': 'n', 'kind': 'conversion',"
                        + " 'bar': {'min_precision': 2}} | 400",
                "bar.min_lifts | {'connection_id': 'CON', 'name': 'n', 'kind': 'conversion', 'bar': {'min_lifts': 2}}"
                        + " | 400",
            })
    void aGoalThatDoesNotFitNamesTheMemberAtFault(String member, String body, int answer) {
        Rest.post("/goals", json(body.replace("CON", company.connection().value())))
                .statusCode(answer)
                .body("member", is(member));
    }

    @Test
    void anOutcomeThatIsNotGivenIsGuessedAndCanBeCorrected() {
        // Given
        String goal = Rest.post("/goals", conversion())
                .statusCode(201)
                .body("outcome.event", is("subscribed"))
                .body("outcome_guessed", is(true))
                .body("guess_reason", containsString("subscribed"))
                .body("horizon_days", is(30))
                .body("bar.min_lift", is(1.5f))
                .extract()
                .path("goal_id");
        // When
        Rest.patch("/goals/" + goal, json("{'outcome': {'event': 'page_opened'}, 'horizon_days': 14}"))
                .statusCode(200);
        // Then
        Rest.get("/goals/" + goal)
                .body("outcome.event", is("page_opened"))
                .body("outcome_guessed", is(false))
                .body("containsKey('guess_reason')", is(false))
                .body("horizon_days", is(14));
        Rest.patch("/goals/" + goal, json("{'horizon_days': 0}"))
                .statusCode(400)
                .body("member", is("horizon_days"));
    }

    @Test
    void whereNoNameTellsTheOutcomeTheCandidatesAreListed() {
        // Given
        company.uses("invite_sent", "page_opened", "$pageview");
        Company unread = Company.here().connected();
        Company deleted = Company.here().says(ConnectionFacts.State.DELETED);
        // Then
        await().atMost(Company.SOON)
                .untilAsserted(() -> Rest.post("/goals", conversion())
                        .statusCode(422)
                        .body("member", is("outcome"))
                        .body("candidates", contains("invite_sent", "page_opened")));
        Rest.post("/goals", json("{'connection_id': '" + unread.connection() + "', 'name': 'n', 'kind': 'churn'}"))
                .statusCode(422)
                .body("member", is("outcome"))
                .body("detail", containsString("not read yet"));
        Rest.post("/goals", json("{'connection_id': '" + deleted.connection() + "', 'name': 'n', 'kind': 'churn'}"))
                .statusCode(422)
                .body("member", is("connection_id"));
    }

    @Test
    void aHistoryThatCannotAnswerIsNotAskedFor() {
        // Given
        String goal = Rest.goal(company.connection());
        String hypothesis = Rest.hypothesis(company.connection(), goal);
        String unread = Rest.goal(Company.here().connected().connection());
        // Then
        Rest.post("/explorations", Map.of("goal_id", goal, "window_days", 31))
                .statusCode(400)
                .body("member", is("window_days"));
        Rest.post("/explorations", Map.of("goal_id", goal, "as_of", "2999-01-01T00:00:00Z"))
                .statusCode(400)
                .body("member", is("as_of"));
        Rest.post("/explorations", Map.of("goal_id", goal, "as_of", "yesterday"))
                .statusCode(400)
                .body("member", is("as_of"));
        Rest.post("/explorations", Map.of("goal_id", "goal_none"))
                .statusCode(422)
                .body("member", is("goal_id"));
        Rest.post("/explorations", Map.of("goal_id", goal, "subject", Map.of("kind", "group", "group_type", "tribe")))
                .statusCode(400)
                .body("member", is("subject.group_type"));
        Rest.post("/explorations", Map.of("goal_id", unread)).statusCode(409);
        Rest.post("/hypotheses/" + hypothesis + "/backtest", Map.of("window_days", 37))
                .statusCode(400)
                .body("member", is("window_days"));
        Rest.post("/hypotheses/" + hypothesis + "/backtest", Map.of("window_days", 100000))
                .statusCode(400)
                .body("member", is("window_days"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Rest.get("/goals/goal_none").statusCode(404);
        Rest.patch("/goals/goal_none", Map.of()).statusCode(404);
        Rest.get("/explorations/exp_none").statusCode(404);
        Rest.get("/hypotheses/hyp_none").statusCode(404);
        Rest.get("/hypotheses/hyp_none/audit").statusCode(404);
        Rest.post("/hypotheses/hyp_none/approve").statusCode(404);
        Rest.post("/hypotheses/hyp_none/backtest").statusCode(404);
    }

    @Test
    void askingForAListWronglySaysHowToAsk() {
        Rest.get("/hypotheses?status=approvd").statusCode(400).body("member", is("status"));
        Rest.get("/hypotheses?limit=0").statusCode(400).body("member", is("limit"));
        Rest.get("/hypotheses?cursor=x").statusCode(400).body("member", is("cursor"));
        Rest.get("/goals?limit=501").statusCode(400).body("member", is("limit"));
    }

    @Test
    void aBodyThatIsMissingOrNoJsonIsRefused() {
        Rest.post("/goals", "not JSON").statusCode(400);
        Rest.post("/hypotheses", "[]").statusCode(400);
        Rest.post("/goals", "").statusCode(400);
        Rest.post("/hypotheses", "").statusCode(400);
        Rest.post("/explorations", "").statusCode(400);
        Rest.post("/hypotheses/hyp_none/approve", "not JSON").statusCode(400);
        Rest.post("/hypotheses/hyp_none/approve", json("{'overide': true}"))
                .statusCode(400)
                .body("member", is("overide"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "condition.count.where.0.op | 'property': 'p', 'op': 'equals', 'value': 'x' | must be one of `eq`, `neq`, `in`",
                "condition.count.where.0.op | 'property': 'p', 'op': ['eq'], 'value': 'x' | must be one of `eq`, `neq`, `in`",
                "condition.count.where.0.property | 'property': ['p'], 'op': 'is_set' | must be a text",
            })
    void whatAValueMustBeIsSaidInWordsOfJson(String member, String filter, String said) {
        // Given
        String body = """
                {'connection_id': 'CON', 'goal_id': 'GOAL', 'hypothesis': 'h', 'design': %s,
                 'condition': {'count': {'event': 'a', 'where': [{'scope': 'event', %s}]}, 'at_least': 1}}
                """.formatted(DESIGN, filter);
        // Then
        Rest.post("/hypotheses", json(body))
                .statusCode(400)
                .body("member", is(member))
                .body("detail", containsString(said))
                .body("detail", not(containsString("io.beton")));
    }

    private String conversion() {
        return json("{'connection_id': '" + company.connection() + "', 'name': 'Buy', 'kind': 'conversion'}");
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }
}
