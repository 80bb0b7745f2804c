package io.beton.hypothesis.lifecycle;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.beton.hypothesis.Company;
import io.beton.hypothesis.Rest;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a hypothesis of one's own before it is tested. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class ProposingIT {
    private static final String INVITING = "{'count': {'event': 'invite_sent'}, 'at_least': 2}";
    private static final String ANCHORED = "{'design': 'anchored', 'anchor': {'event': 'signed_up'}, 'within_days': 7}";

    private Company company;
    private String goal;

    @BeforeEach
    void connect() {
        company = Company.here().connected().uses("signed_up", "invite_sent", "subscribed", "page_opened");
        goal = Rest.goal(company.connection());
        await().atMost(SOON)
                .untilAsserted(
                        () -> propose("?dry_run=true", INVITING, ANCHORED, "").body("estimate", notNullValue()));
    }

    @Test
    void aDryRunSaysWhatWouldBeAndLeavesNoTrace() {
        // When
        propose("?dry_run=true", INVITING, ANCHORED, "")
                .statusCode(200)
                .header("Location", nullValue())
                .body("hypothesis", is("Who invites"))
                .body("status", is("proposed"))
                .body("goal.outcome.event", is("subscribed"))
                .body("warnings", empty())
                .body("estimate.window_days", is(90))
                .body("estimate.events", is(3 * (10_000 + 9_999 + 9_998)))
                .body("estimate.subjects", is(100))
                .body("estimate.queries", is(5))
                .body("estimate.bytes", greaterThan(0));

        // Then
        Rest.get("/hypotheses?goal_id=" + goal).body("items", empty());
        Rest.get("/hypotheses/hyp_dry_run").statusCode(404);
        assertThat(company.said()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?dry_run=1",
                "?dry_run=yes",
                "?dry_run=True",
                "?dry_run=",
                "?dry_run",
                "?dry_run=false&dry_run=true"
            })
    void whoeverMeansADryRunOtherwiseStoresNothing(String query) {
        propose(query, INVITING, ANCHORED, "").statusCode(400).body("member", is("dry_run"));
        Rest.get("/hypotheses?goal_id=" + goal).body("items", empty());
    }

    @Test
    void whatIsProposedIsSaidWithTheSame() {
        // When
        String id = propose("", INVITING, ANCHORED, "")
                .statusCode(201)
                .header("ETag", notNullValue())
                .body("warnings", empty())
                .body("estimate.queries", is(5))
                .extract()
                .path("hypothesis_id");

        // Then
        Rest.get("/hypotheses/" + id).statusCode(200).body("estimate", nullValue());
        await().atMost(SOON).until(() -> !company.said().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "condition.count.event | invite_sent | {'count': {'event': 'InviteSend'}, 'at_least': 2} | D",
                "condition.all_of.1.not.of.event | page_opened | {'all_of': [C, {'not': {'distinct': 'day',"
                        + " 'of': {'event': 'pages_opened'}, 'at_least': 2}}]} | D",
                "condition.sequence.1.event | subscribed | {'sequence': [{'event': 'invite_sent'},"
                        + " {'event': 'subscribe'}]} | D",
                "design.anchor.event | signed_up | C | {'design': 'anchored', 'anchor': {'event': 'signup'},"
                        + " 'within_days': 7}",
            })
    void anEventThatNobodyKnowsIsRefusedWithWhatMayBeMeant(
            String member, String meant, String condition, String design) {
        // Given
        String claimed = condition.replace("C", INVITING);
        String when = design.equals("D") ? ANCHORED : design;

        // Then
        propose("", claimed, when, "")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("member", is(member))
                .body("did_you_mean", contains(meant))
                .body("detail", allOf(containsString("did you mean `" + meant + "`"), containsString("allow_unknown")));
        propose("?dry_run=true", claimed, when, ", 'allow_unknown_events': true")
                .statusCode(200)
                .body("warnings[0]", containsString(member));
    }

    @Test
    void whereNoNameIsNearTheMostUsedOnesAreTold() {
        propose("", "{'count': {'event': 'xyz'}, 'at_least': 2}", ANCHORED, "")
                .statusCode(422)
                .body("did_you_mean", empty())
                .body("detail", containsString("`signed_up`, `invite_sent`, `subscribed`"));
    }

    @Test
    void whatMayBeMeantOtherwiseIsAWarning() {
        propose(
                        "?dry_run=true",
                        "{'count': {'event': 'subscribed'}, 'at_least': 1}",
                        "{'design': 'anchored', 'anchor': {'event': 'signed_up'}, 'within_days': 60}",
                        "")
                .statusCode(200)
                .body("warnings[0]", containsString("a `window_days` of more than 90"))
                .body("warnings[1]", containsString("asks for the outcome itself"));
    }

    @Test
    void whileNoNamesAreReadNothingIsRefusedForThem() {
        // Given
        Company unread = Company.here().connected();

        // Then
        Rest.post("/hypotheses?dry_run=true", body(unread, Rest.goal(unread.connection()), INVITING, ANCHORED, ""))
                .statusCode(200)
                .body("warnings[0]", containsString("not read yet"))
                .body("estimate", nullValue());
    }

    private ValidatableResponse propose(String query, String condition, String design, String more) {
        return Rest.post("/hypotheses" + query, body(company, goal, condition, design, more));
    }

    private static String body(Company company, String goal, String condition, String design, String more) {
        return """
                {'connection_id': '%s', 'goal_id': '%s', 'hypothesis': 'Who invites', 'condition': %s, 'design': %s%s}
                """.formatted(company.connection(), goal, condition, design, more)
                .replace('\'', '"');
    }
}
