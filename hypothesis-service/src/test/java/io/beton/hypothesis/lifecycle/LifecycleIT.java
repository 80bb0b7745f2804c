package io.beton.hypothesis.lifecycle;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import io.beton.hypothesis.Company;
import io.beton.hypothesis.Numbers;
import io.beton.hypothesis.Rest;
import io.beton.model.Json;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a hand-written hypothesis, with a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class LifecycleIT {
    private Lived lived;
    private Company company;
    private String goal;

    @BeforeEach
    void connect() {
        lived = new Lived();
        company = lived.company();
        goal = lived.goal();
    }

    @Test
    void aHandWrittenHypothesisIsTestedAloneAndOnItsFullWindow() {
        // Given
        String id = lived.proposed();
        Rest.patch("/goals/" + goal, Map.of("bar", Map.of("min_lift", 2.5))).statusCode(200);
        // When
        String request = Rest.post(
                        "/hypotheses/" + id + "/backtest", Map.of("as_of", "2026-10-01T00:00:00Z", "window_days", 60))
                .statusCode(202)
                .header("Location", endsWith("/api/v1/hypotheses/" + id))
                .extract()
                .path("request_id");
        // Then
        HistoryRequest asked = company.request(
                Purpose.BACKTEST, found -> found.requestId().value().equals(request));
        assertThat(asked.asOf()).isEqualTo("2026-10-01T00:00:00Z");
        assertThat(asked.windowDays()).isEqualTo(60);
        assertThat(asked.candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.searched()).isFalse();
            assertThat(candidate.tried()).isEqualTo(1);
            assertThat(candidate.version()).isEqualTo(1);
            assertThat(candidate.bar().minLift()).isEqualTo(2.5);
            assertThat(candidate.bar().minFired()).isEqualTo(30);
        });
        assertThat(Rest.status(id)).isEqualTo("backtesting");
    }

    @Test
    void membersAreOfAHypothesisThatIsThere() {
        Rest.get("/hypotheses/hyp_of_nobody/members").statusCode(404);
        Rest.get("/hypotheses/" + lived.proposed() + "/members?cursor=x")
                .statusCode(400)
                .body("member", is("cursor"));
    }

    @ParameterizedTest
    @EnumSource(Stale.class)
    void anAnswerThatNobodyWaitsForIsPassedOver(Stale stale) {
        // Given
        String id = lived.proposed();
        HistoryRequest first = lived.backtest(id);
        company.fail(first, "PostHog was away");
        await().atMost(SOON).until(() -> Rest.status(id).equals("proposed"));
        HistoryRequest second = lived.backtest(id);
        // When
        company.publish(stale.result(first, second));
        company.answerAll(second, Verdict.PASSED, candidate -> Numbers.of(60, 150, 3));
        lived.awaitSaid(id, HypothesisState.SCORED);
        // Then
        assertThat(lived.last(id).backtest().orElseThrow().requestId()).isEqualTo(second.requestId());
        assertThat(lived.last(id).backtest().orElseThrow().verdict()).isEqualTo(Verdict.PASSED);
        Rest.get("/hypotheses/" + id + "/audit")
                .body("items.to", contains("proposed", "backtesting", "proposed", "backtesting", "scored"));
    }

    /** Why an answer is out of date. */
    private enum Stale {
        EARLIER_REQUEST,
        OTHER_VERSION;

        BacktestResult result(HistoryRequest first, HistoryRequest second) {
            HistoryRequest answered = this == EARLIER_REQUEST ? first : second;
            return new BacktestResult(
                    answered.requestId(),
                    Purpose.BACKTEST,
                    second.candidates().get(0).hypothesisId(),
                    this == EARLIER_REQUEST ? 1 : 2,
                    0,
                    1,
                    Optional.empty(),
                    Optional.of("out of date"));
        }
    }

    @Test
    void listsArePagedAndFiltered() {
        // Given
        List<String> ids =
                IntStream.range(0, 3).mapToObj(place -> lived.proposed()).toList();
        Rest.post("/hypotheses/" + ids.get(1) + "/reject").statusCode(200);
        // When
        String cursor = Rest.get("/hypotheses?limit=2&goal_id=" + goal)
                .body("items.hypothesis_id", is(ids.subList(0, 2)))
                .extract()
                .path("next_cursor");
        // Then
        Rest.get("/hypotheses?limit=2&goal_id=" + goal + "&cursor=" + cursor)
                .body("items.hypothesis_id", is(ids.subList(2, 3)))
                .body("containsKey('next_cursor')", is(false));
        Rest.get("/hypotheses?status=rejected&goal_id=" + goal).body("items.hypothesis_id", is(ids.subList(1, 2)));
    }

    @Test
    void whatRestShowsIsWhatTheTopicSays() {
        // Given
        String id = lived.scored(Verdict.PASSED);
        // When
        String shown = Rest.get("/hypotheses/" + id).extract().asString();
        // Then
        assertThat(Json.read(shown, Hypothesis.class)).isEqualTo(lived.last(id));
    }

    @Test
    void healthAndMetricsTellHowItIs() {
        // Given
        lived.live();
        // Then
        RestAssured.get("/q/health/live").then().statusCode(200).body("status", is("UP"));
        await().atMost(SOON)
                .untilAsserted(() -> RestAssured.get("/q/health/ready")
                        .then()
                        .statusCode(200)
                        .body("status", is("UP")));
        await().atMost(SOON)
                .untilAsserted(() -> RestAssured.get("/q/metrics")
                        .then()
                        .statusCode(200)
                        .body(containsString("beton_hypotheses{status=\"live\"}"))
                        .body(containsString("beton_explorations{status=\"reading\"}"))
                        .body(containsString("beton_outbox_pending ")));
    }
}
