package io.beton.hypothesis.proposal;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.beton.hypothesis.Company;
import io.beton.hypothesis.Numbers;
import io.beton.hypothesis.Rest;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a goal to live hypotheses, with a real broker and a real database; the test speaks for ingest and backtest. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class ExplorationIT {
    private Company company;

    @BeforeEach
    void connect() {
        company = Company.here()
                .connected()
                .uses("page_opened", "signed_up", "invite_sent", "report_shared", "subscribed", "$pageview");
    }

    @Test
    void aGoalBecomesLiveHypotheses() {
        // Given
        String goal = Rest.goal(company.connection());
        // When
        String exploration = explore(goal);
        HistoryRequest explore = company.request(Purpose.EXPLORE, request -> true);
        company.answerAll(explore, Verdict.INCONCLUSIVE, ExplorationIT::inviting);
        HistoryRequest backtest = company.request(Purpose.BACKTEST, request -> true);
        company.answerAll(backtest, Verdict.PASSED, candidate -> Numbers.of(60, 150, 3));
        awaitStatus(exploration, "done");
        String best = Rest.get("/explorations/" + exploration).extract().path("hypotheses[0]");
        Rest.post("/hypotheses/" + best + "/approve", Map.of("by", "Ada", "comment", "agreed"))
                .statusCode(200)
                .body("status", is("approved"));
        await().atMost(SOON).until(() -> last(best).status() == HypothesisState.LIVE);
        // Then
        assertThat(explore.candidates()).hasSize(3 * 4 * 4).allMatch(Candidate::searched);
        assertThat(explore.candidates()).extracting(Candidate::tried).containsOnly(48);
        assertThat(explore.windowDays()).isEqualTo(90);
        assertThat(backtest.candidates())
                .extracting(candidate -> ClaimSentence.of(candidate.claim()))
                .containsExactly(
                        "Users who do `invite_sent` at least 2 times within 7 days of `signed_up`",
                        "Users who do `report_shared` at least 2 times within 7 days of `signed_up`");
        assertThat(backtest.candidates()).extracting(Candidate::tried).containsOnly(48);
        assertThat(backtest.asOf()).isEqualTo(explore.asOf());
        assertThat(states(best))
                .containsExactly(
                        HypothesisState.PROPOSED,
                        HypothesisState.BACKTESTING,
                        HypothesisState.SCORED,
                        HypothesisState.APPROVED,
                        HypothesisState.LIVE);
        HistoryRequest warmUp = company.request(Purpose.WARM_UP, request -> true);
        Hypothesis live = last(best);
        assertThat(warmUp.asOf()).isEqualTo(live.approvedAt().orElseThrow());
        assertThat(warmUp.windowDays()).isEqualTo(90);
        assertThat(warmUp.candidates())
                .singleElement()
                .satisfies(candidate -> assertThat(candidate.claim()).isEqualTo(live.claim()));
        assertThat(live.backtest().orElseThrow().requestId()).isEqualTo(backtest.requestId());
    }

    @Test
    void resultsThatComeTwiceOrFromElsewhereChangeNothing() {
        // Given
        String exploration = explore(Rest.goal(company.connection()));
        HistoryRequest explore = company.request(Purpose.EXPLORE, request -> true);
        List<Integer> half = IntStream.range(0, 24).boxed().toList();
        // When
        company.answer(explore, half, Verdict.INCONCLUSIVE, ExplorationIT::inviting);
        company.answer(explore, half, Verdict.INCONCLUSIVE, ExplorationIT::inviting);
        company.answerAll(foreign(explore), Verdict.INCONCLUSIVE, ExplorationIT::inviting);
        company.answerAll(explore, Verdict.INCONCLUSIVE, ExplorationIT::inviting);
        company.answerAll(explore, Verdict.INCONCLUSIVE, ExplorationIT::inviting);
        awaitStatus(exploration, "backtesting");
        HistoryRequest backtest = company.request(Purpose.BACKTEST, request -> true);
        company.answerAll(backtest, Verdict.FAILED, candidate -> Numbers.of(60, 150, 3));
        company.answerAll(backtest, Verdict.PASSED, candidate -> Numbers.of(99, 100, 9));
        awaitStatus(exploration, "done");
        // Then
        assertThat(company.requests(Purpose.BACKTEST)).hasSize(1);
        String best = Rest.get("/explorations/" + exploration).extract().path("hypotheses[0]");
        assertThat(states(best))
                .containsExactly(HypothesisState.PROPOSED, HypothesisState.BACKTESTING, HypothesisState.SCORED);
        assertThat(last(best).backtest().orElseThrow().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void whereNothingRaisesTheOutcomeTheExplorationSaysSo() {
        // Given
        String exploration = explore(Rest.goal(company.connection()));
        HistoryRequest explore = company.request(Purpose.EXPLORE, request -> true);
        // When
        company.answerAll(explore, Verdict.INCONCLUSIVE, candidate -> Numbers.of(20, 200, 0.8));
        awaitStatus(exploration, "done");
        // Then
        Rest.get("/explorations/" + exploration)
                .body("hypotheses.size()", is(0))
                .body("reason", containsString("none of 48 candidates"));
        assertThat(company.requests(Purpose.BACKTEST)).isEmpty();
    }

    @Test
    void whatASearchFoundIsJudgedAmongAllThatItFoundHoweverOftenItIsTested() {
        // Given
        String exploration = explore(Rest.goal(company.connection()));
        company.answerAll(
                company.request(Purpose.EXPLORE, request -> true), Verdict.INCONCLUSIVE, ExplorationIT::inviting);
        HistoryRequest first = company.request(Purpose.BACKTEST, request -> true);
        company.answerAll(first, Verdict.FAILED, candidate -> Numbers.of(60, 150, 3));
        awaitStatus(exploration, "done");
        HypothesisId again = first.candidates().get(1).hypothesisId();
        // When
        Rest.post("/hypotheses/" + again.value() + "/backtest", Map.of()).statusCode(202);
        HistoryRequest second = company.request(
                Purpose.BACKTEST, request -> !request.requestId().equals(first.requestId()));
        company.answerAll(second, Verdict.PASSED, candidate -> Numbers.of(60, 150, 3));
        // Then
        assertThat(second.candidates()).containsExactlyInAnyOrderElementsOf(first.candidates());
        await().atMost(SOON)
                .until(() -> last(again.value())
                        .backtest()
                        .map(report -> report.verdict() == Verdict.PASSED)
                        .orElse(false));
        String other = first.candidates().get(0).hypothesisId().value();
        assertThat(last(other).backtest().orElseThrow().requestId()).isEqualTo(first.requestId());
    }

    @Test
    void aHistoryThatCannotBeReadFailsTheExploration() {
        // Given
        String exploration = explore(Rest.goal(company.connection()));
        HistoryRequest explore = company.request(Purpose.EXPLORE, request -> true);
        // When
        company.fail(explore, "the history could not be read: the key was revoked");
        awaitStatus(exploration, "failed");
        // Then
        Rest.get("/explorations/" + exploration)
                .body("failure", is("the history could not be read: the key was revoked"));
    }

    @Test
    void aBacktestThatFailsFailsTheExplorationAndItsHypothesesAreProposedAgain() {
        // Given
        String exploration = explore(Rest.goal(company.connection()));
        company.answerAll(
                company.request(Purpose.EXPLORE, request -> true), Verdict.INCONCLUSIVE, ExplorationIT::inviting);
        HistoryRequest backtest = company.request(Purpose.BACKTEST, request -> true);
        // When
        company.fail(backtest, "PostHog was away");
        awaitStatus(exploration, "failed");
        // Then
        Rest.get("/explorations/" + exploration).body("failure", is("PostHog was away"));
        String best = Rest.get("/explorations/" + exploration).extract().path("hypotheses[0]");
        assertThat(Rest.status(best)).isEqualTo("proposed");
        Rest.get("/hypotheses/" + best + "/audit")
                .body("items[-1].from", is("backtesting"))
                .body("items[-1].to", is("proposed"))
                .body("items[-1].request_id", is(backtest.requestId().value()))
                .body("items[-1].comment", is("PostHog was away"));
    }

    @Test
    void whatIsNoResultIsSetAsideAndTheNextOneIsRead() {
        // Given
        String exploration = explore(Rest.goal(company.connection()));
        HistoryRequest explore = company.request(Purpose.EXPLORE, request -> true);
        String key = company.connection().value();
        // When
        company.publish(Topics.BACKTESTS, key, "no JSON".getBytes(), "{}".getBytes(), null);
        company.answerAll(explore, Verdict.INCONCLUSIVE, candidate -> Numbers.of(20, 200, 0.8));
        awaitStatus(exploration, "done");
        // Then
        List<ConsumerRecord<String, byte[]>> letters = company.deadLetters(Topics.BACKTESTS);
        assertThat(letters).hasSize(3);
        assertThat(letters)
                .allSatisfy(letter -> assertThat(new String(
                                letter.headers().lastHeader("dead-letter-topic").value()))
                        .isEqualTo(Topics.BACKTESTS.name()));
    }

    private static String explore(String goal) {
        return Rest.post("/explorations", Map.of("goal_id", goal))
                .statusCode(202)
                .header("Location", containsString("/api/v1/explorations/exp_"))
                .body("status", is("reading"))
                .body("tried", is(48))
                .extract()
                .path("exploration_id");
    }

    /** Inviting twice in a week matters most, sharing twice in a week less; opening pages does not. */
    private static Measures inviting(Candidate candidate) {
        Claim claim = candidate.claim();
        Condition.Count count = (Condition.Count) claim.condition();
        double lift =
                switch (count.selector().event()) {
                    case "invite_sent" -> 3;
                    case "report_shared" -> 2;
                    default -> 0.5;
                };
        boolean sweet = count.atLeast() == 2 && claim.design().evidenceDays() == 7;
        long tp = Math.round(lift * 20);
        return Numbers.of(tp, 200, sweet ? lift : lift / 2);
    }

    private static HistoryRequest foreign(HistoryRequest request) {
        return Json.read(Json.text(request).replace(request.requestId().value(), "req_nobodys"), HistoryRequest.class);
    }

    private static void awaitStatus(String exploration, String status) {
        await().atMost(SOON)
                .until(() -> Rest.get("/explorations/" + exploration)
                        .extract()
                        .path("status")
                        .equals(status));
    }

    private List<HypothesisState> states(String hypothesis) {
        return company.said().stream()
                .filter(said -> said.hypothesisId().value().equals(hypothesis))
                .map(Hypothesis::status)
                .toList();
    }

    private Hypothesis last(String hypothesis) {
        return company.said().stream()
                .filter(said -> said.hypothesisId().value().equals(hypothesis))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
