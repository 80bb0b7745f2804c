package io.beton.hypothesis.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.beton.hypothesis.Company;
import io.beton.hypothesis.Rest;
import io.beton.model.Json;
import io.beton.model.hogql.ClaimQuery;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.match.Times;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever doubts a number gets the query that PostHog can be asked. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class HypothesisQueryIT {
    private static final Instant AS_OF = Instant.parse("2026-10-01T00:00:00Z");

    private Company company;
    private String goal;

    @BeforeEach
    void connect() {
        company = Company.here().connected().uses("signed_up", "invite_sent");
        goal = Rest.goal(company.connection());
    }

    @Test
    void aHypothesisIsOneQueryOverTheWindowThatIsAskedFor() {
        // Given
        String id = Rest.hypothesis(company.connection(), goal);

        // When
        String query = Rest.get("/hypotheses/" + id + "/hogql?as_of=" + AS_OF + "&window_days=60")
                .statusCode(200)
                .body("as_of", containsString("2026-10-01T00:00:00"))
                .body("window_days", org.hamcrest.Matchers.is(60))
                .extract()
                .path("hogql");

        // Then
        String body = Rest.get("/hypotheses/" + id).extract().asString();
        Hypothesis hypothesis = Json.read(body.getBytes(StandardCharsets.UTF_8), Hypothesis.class);
        long asOf = Times.micros(AS_OF);
        assertThat(query)
                .isEqualTo(ClaimQuery.of(hypothesis.claim(), SubjectColumn.PERSON, asOf - 60 * Times.DAY, asOf));
    }

    @Test
    void aHypothesisAboutGroupsAsksForTheColumnOfTheirType() {
        // Given
        String id = Rest.post("/hypotheses", """
                        {"connection_id": "%s", "goal_id": "%s", "hypothesis": "Which teams invite",
                         "subject": {"kind": "group", "group_type": "team"},
                         "condition": {"count": {"event": "invite_sent"}, "at_least": 1},
                         "design": {"design": "anchored", "anchor": {"event": "signed_up"}, "within_days": 7}}
                        """.formatted(company.connection(), goal))
                .statusCode(201)
                .extract()
                .path("hypothesis_id");

        // Then
        Rest.get("/hypotheses/" + id + "/hogql").statusCode(200).body("hogql", containsString("`$group_1` != ''"));
    }

    @ParameterizedTest
    @CsvSource({
        "as_of=yesterday, 400, `as_of` must be a time",
        "as_of=2126-01-01T00:00:00Z, 400, `as_of` is in the future",
        "window_days=ten, 400, `window_days` must be between 1 and 3660",
        "window_days=99999, 400, `window_days` must be between 1 and 3660",
        "window_days=9, 400, otherwise no outcome could be waited for",
    })
    void aWindowThatIsNoneIsRefused(String parameters, int status, String detail) {
        String id = Rest.hypothesis(company.connection(), goal);
        Rest.get("/hypotheses/" + id + "/hogql?" + parameters)
                .statusCode(status)
                .body("detail", containsString(detail));
    }

    @Test
    void whatPostHogCannotBeAskedIsSaid() {
        // Given
        String id = Rest.post("/hypotheses", """
                        {"connection_id": "%s", "goal_id": "%s", "hypothesis": "Who invites in a group of half price",
                         "subject": {"kind": "person"},
                         "condition": {"count": {"event": "invite_sent", "where": [
                            {"scope": "group", "group_type": "50%%", "property": "size", "op": "is_set"}]}, "at_least": 1},
                         "design": {"design": "anchored", "anchor": {"event": "signed_up"}, "within_days": 7}}
                        """.formatted(company.connection(), goal))
                .statusCode(201)
                .extract()
                .path("hypothesis_id");

        // Then
        Rest.get("/hypotheses/" + id + "/hogql").statusCode(422).body("detail", containsString("percent sign"));
        Rest.get("/hypotheses/hyp_nobody/hogql").statusCode(404);
    }
}
