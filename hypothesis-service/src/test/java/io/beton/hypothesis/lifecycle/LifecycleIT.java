package io.beton.hypothesis.lifecycle;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.beton.hypothesis.Company;
import io.beton.hypothesis.Numbers;
import io.beton.hypothesis.Rest;
import io.beton.model.Json;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a hand-written hypothesis, with a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class LifecycleIT {
    private static final Map<String, Object> AGREED = Map.of("by", "Ada", "comment", "agreed");

    private Company company;
    private String goal;

    @BeforeEach
    void connect() {
        company = Company.here().connected();
        goal = Rest.goal(company.connection());
    }

    @Test
    void aHandWrittenHypothesisIsTestedAloneAndOnItsFullWindow() {
        // Given
        String id = Rest.hypothesis(company.connection(), goal);
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

    @ParameterizedTest
    @CsvSource({
        "proposed, approve, 409, 'backtesting, rejected'",
        "proposed, pause, 409, 'backtesting, rejected'",
        "proposed, resume, 409, 'backtesting, rejected'",
        "proposed, retire, 409, 'backtesting, rejected'",
        "proposed, reject, 200, ",
        "proposed, backtest, 202, ",
        "backtesting, approve, 409, 'proposed, scored'",
        "backtesting, reject, 409, 'proposed, scored'",
        "backtesting, pause, 409, 'proposed, scored'",
        "backtesting, retire, 409, 'proposed, scored'",
        "backtesting, backtest, 409, 'proposed, scored'",
        "scored, pause, 409, 'approved, backtesting, rejected'",
        "scored, resume, 409, 'approved, backtesting, rejected'",
        "scored, retire, 409, 'approved, backtesting, rejected'",
        "scored, approve, 200, ",
        "scored, reject, 200, ",
        "scored, backtest, 202, ",
        "live, approve, 409, 'paused, retired'",
        "live, reject, 409, 'paused, retired'",
        "live, resume, 409, 'paused, retired'",
        "live, backtest, 409, 'paused, retired'",
        "live, pause, 200, ",
        "live, retire, 200, ",
        "paused, approve, 409, 'live, retired'",
        "paused, pause, 409, 'live, retired'",
        "paused, resume, 200, ",
        "paused, retire, 200, ",
        "retired, approve, 409, ''",
        "retired, resume, 409, ''",
        "retired, backtest, 409, ''",
        "rejected, approve, 409, ''",
        "rejected, backtest, 409, ''",
    })
    void eachStateAllowsItsStepsAndNoOthers(String state, String step, int answer, String allowed) {
        // Given
        String id = in(state);
        // When
        var response = Rest.post("/hypotheses/" + id + "/" + step);
        // Then
        response.statusCode(answer);
        if (answer == 409) {
            response.contentType("application/problem+json").body("from", is(state));
            List<String> may = Stream.of(allowed.split(", "))
                    .filter(name -> !name.isEmpty())
                    .toList();
            response.body("allowed", is(may));
            assertThat(Rest.status(id)).isEqualTo(state);
        }
    }

    @Test
    void anApprovalIsSaidThenItsPastIsAskedForThenItIsLive() {
        // Given
        String id = in("scored");
        // When
        Rest.post("/hypotheses/" + id + "/approve", AGREED)
                .statusCode(200)
                .body("status", is("approved"))
                .body("approved_at", notNullValue());
        awaitSaid(id, HypothesisState.LIVE);
        // Then
        Hypothesis live = last(id);
        HistoryRequest warmUp = company.request(Purpose.WARM_UP, found -> true);
        assertThat(warmUp.asOf()).isEqualTo(live.approvedAt().orElseThrow());
        assertThat(warmUp.windowDays()).isEqualTo(60);
        assertThat(warmUp.candidates()).extracting(Candidate::hypothesisId).containsExactly(new HypothesisId(id));
        Rest.get("/hypotheses/" + id + "/audit")
                .body("items.to", contains("proposed", "backtesting", "scored", "approved", "live"))
                .body("items.who", contains("unnamed", "unnamed", "backtest", "Ada", "approval"))
                .body("items[3].from", is("scored"))
                .body("items[3].version", is(1))
                .body(
                        "items[3].request_id",
                        is(live.backtest().orElseThrow().requestId().value()))
                .body("items[3].comment", is("agreed"));
    }

    @Test
    void aBackfillGoesWithTheApprovalAndIsInTheAudit() {
        // Given
        String id = in("scored");
        // When
        Rest.post("/hypotheses/" + id + "/approve", Map.of("by", "Ada", "backfill", true))
                .statusCode(200);
        awaitSaid(id, HypothesisState.LIVE);
        // Then
        Hypothesis approved = last(id);
        assertThat(approved.backfillUntil()).isPresent().isEqualTo(approved.approvedAt());
        // When
        Rest.post("/hypotheses/" + id + "/pause").statusCode(200);
        Rest.post("/hypotheses/" + id + "/resume").statusCode(200);
        // Then
        assertThat(last(id).backfillUntil()).isEqualTo(approved.backfillUntil());
        assertThat(last(id).approvedAt()).isNotEqualTo(approved.approvedAt());
        Rest.get("/hypotheses/" + id + "/audit")
                .body("items.to", contains("proposed", "backtesting", "scored", "approved", "live", "paused", "live"))
                .body("items.backfill", contains(false, false, false, true, false, false, false));
    }

    @Test
    void membersAreOfAHypothesisThatIsThere() {
        Rest.get("/hypotheses/hyp_of_nobody/members").statusCode(404);
        Rest.get("/hypotheses/" + in("proposed") + "/members?cursor=x")
                .statusCode(400)
                .body("member", is("cursor"));
    }

    @Test
    void ofManyApprovalsAtOnceOneWins() {
        // Given
        String id = in("scored");
        // When
        List<Integer> answers = IntStream.range(0, 8)
                .mapToObj(nobody ->
                        CompletableFuture.supplyAsync(() -> Rest.post("/hypotheses/" + id + "/approve", AGREED)
                                .extract()
                                .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        awaitSaid(id, HypothesisState.LIVE);
        // Then
        assertThat(answers)
                .containsOnlyOnce(200)
                .filteredOn(answer -> answer != 200)
                .hasSize(7)
                .containsOnly(409);
        assertThat(company.requests(Purpose.WARM_UP)).hasSize(1);
        Rest.get("/hypotheses/" + id + "/audit").body("items.findAll { it.to == 'approved' }.size()", is(1));
    }

    @Test
    void aVerdictThatIsNotPassedIsApprovedOnlyWithAReason() {
        // Given
        String id = tested(Verdict.FAILED);
        // When
        Rest.post("/hypotheses/" + id + "/approve")
                .statusCode(409)
                .body("detail", allOf(containsString("the numbers say so"), containsString("override")));
        Rest.post("/hypotheses/" + id + "/approve", Map.of("override", true))
                .statusCode(422)
                .body("member", is("comment"));
        Rest.post("/hypotheses/" + id + "/approve", Map.of("override", true, "comment", "we know better"))
                .statusCode(200);
        // Then
        awaitSaid(id, HypothesisState.LIVE);
        Rest.get("/hypotheses/" + id + "/audit").body("items[3].comment", is("we know better"));
    }

    @Test
    void afterAPauseThePastIsAskedForAgainAndOnlyNewFiringsAreSignalled() {
        // Given
        String id = in("paused");
        Hypothesis paused = last(id);
        // When
        Rest.post("/hypotheses/" + id + "/resume", AGREED).statusCode(200).body("status", is("live"));
        // Then
        HistoryRequest again = company.request(
                Purpose.WARM_UP,
                found -> found.asOf().isAfter(paused.approvedAt().orElseThrow()));
        Hypothesis live = last(id);
        assertThat(live.status()).isEqualTo(HypothesisState.LIVE);
        assertThat(live.approvedAt()).contains(again.asOf());
        assertThat(live.liveBefore()).singleElement().satisfies(period -> {
            assertThat(period.from()).isEqualTo(paused.approvedAt().orElseThrow());
            assertThat(period.until()).isBeforeOrEqualTo(again.asOf());
        });
    }

    @ParameterizedTest
    @EnumSource(Stale.class)
    void anAnswerThatNobodyWaitsForIsPassedOver(Stale stale) {
        // Given
        String id = Rest.hypothesis(company.connection(), goal);
        HistoryRequest first = backtest(id);
        company.fail(first, "PostHog was away");
        awaitStatus(id, "proposed");
        HistoryRequest second = backtest(id);
        // When
        company.publish(stale.result(first, second));
        company.answerAll(second, Verdict.PASSED, candidate -> Numbers.of(60, 150, 3));
        awaitSaid(id, HypothesisState.SCORED);
        // Then
        assertThat(last(id).backtest().orElseThrow().requestId()).isEqualTo(second.requestId());
        assertThat(last(id).backtest().orElseThrow().verdict()).isEqualTo(Verdict.PASSED);
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
        List<String> ids = IntStream.range(0, 3)
                .mapToObj(place -> Rest.hypothesis(company.connection(), goal))
                .toList();
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
        String id = in("scored");
        // When
        String shown = Rest.get("/hypotheses/" + id).extract().asString();
        // Then
        assertThat(Json.read(shown, Hypothesis.class)).isEqualTo(last(id));
    }

    @Test
    void healthAndMetricsTellHowItIs() {
        // Given
        in("live");
        // Then
        RestAssured.get("/q/health/live").then().statusCode(200).body("status", is("UP"));
        RestAssured.get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
        RestAssured.get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("beton_hypotheses{status=\"live\"}"))
                .body(containsString("beton_explorations{status=\"reading\"}"));
    }

    /** A hypothesis of a state of one's choice. */
    private String in(String state) {
        return switch (state) {
            case "proposed" -> Rest.hypothesis(company.connection(), goal);
            case "backtesting" -> {
                String id = in("proposed");
                backtest(id);
                yield id;
            }
            case "scored" -> tested(Verdict.PASSED);
            case "live" -> {
                String id = in("scored");
                Rest.post("/hypotheses/" + id + "/approve", AGREED).statusCode(200);
                awaitSaid(id, HypothesisState.LIVE);
                yield id;
            }
            case "paused" -> stepped("live", "pause", HypothesisState.PAUSED);
            case "retired" -> stepped("live", "retire", HypothesisState.RETIRED);
            default -> stepped("proposed", "reject", HypothesisState.REJECTED);
        };
    }

    private String stepped(String from, String step, HypothesisState to) {
        String id = in(from);
        Rest.post("/hypotheses/" + id + "/" + step).statusCode(200);
        awaitSaid(id, to);
        return id;
    }

    private String tested(Verdict verdict) {
        String id = in("proposed");
        company.answerAll(backtest(id), verdict, candidate -> Numbers.of(60, 150, 3));
        awaitSaid(id, HypothesisState.SCORED);
        return id;
    }

    private HistoryRequest backtest(String id) {
        String request = Rest.post("/hypotheses/" + id + "/backtest", Map.of("window_days", 60))
                .statusCode(202)
                .extract()
                .path("request_id");
        return company.request(
                Purpose.BACKTEST, found -> found.requestId().value().equals(request));
    }

    private static void awaitStatus(String id, String status) {
        await().atMost(SOON).until(() -> Rest.status(id).equals(status));
    }

    private void awaitSaid(String id, HypothesisState state) {
        await().atMost(SOON)
                .until(() -> company.said().stream()
                        .filter(said -> said.hypothesisId().value().equals(id))
                        .anyMatch(said -> said.status() == state));
    }

    private Hypothesis last(String id) {
        return company.said().stream()
                .filter(said -> said.hypothesisId().value().equals(id))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
