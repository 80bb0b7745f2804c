package io.beton.hypothesis.proposal;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.beton.hypothesis.Company;
import io.beton.hypothesis.Numbers;
import io.beton.hypothesis.Rest;
import io.beton.hypothesis.sentence.ClaimSentence;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.Coverage;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.HypothesisId;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a goal to live hypotheses, with a real broker and a real database; the test speaks for ingest and backtest. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class ExplorationIT {
    /** Three events done once, or not, in four windows and in the first session. */
    private static final int FIRST_LEVEL = 3 * 2 * 5;

    private static final Selector INVOICE = Selector.of("invoice_opened");

    private Company company;

    @BeforeEach
    void connect() {
        company = Company.here()
                .connected()
                .uses("invoice_opened", "signed_up", "invite_sent", "report_shared", "subscribed", "$pageview");
    }

    @Test
    void aGoalBecomesLiveHypotheses() {
        // Given
        String goal = Rest.goal(company.connection());
        // When
        String exploration = explore(goal);
        HistoryRequest backtest = company.searched(0, ExplorationIT::inviting);
        company.answerAll(backtest, Verdict.PASSED, candidate -> Numbers.of(60, 150, 3));
        awaitStatus(exploration, "done");
        String best = Rest.get("/explorations/" + exploration).extract().path("hypotheses[0]");
        Rest.post("/hypotheses/" + best + "/approve", Map.of("by", "Ada", "comment", "agreed"))
                .statusCode(200)
                .body("status", is("approved"));
        await().atMost(SOON).until(() -> last(best).status() == HypothesisState.LIVE);
        // Then
        List<HistoryRequest> explore = company.requests(Purpose.EXPLORE);
        assertThat(explore).hasSizeGreaterThanOrEqualTo(3);
        assertThat(explore.get(0).candidates()).hasSize(FIRST_LEVEL + 3 * 4).allMatch(Candidate::searched);
        assertThat(explore).allMatch(HistoryRequest::held);
        assertThat(explore.subList(1, explore.size()))
                .allMatch(request ->
                        request.of().equals(Optional.of(explore.get(0).requestId())))
                .allMatch(HistoryRequest::held)
                .allMatch(request -> Coverage.gap(explore.get(0), request).isEmpty());
        assertThat(explore.get(explore.size() - 1).sketched()).isTrue();
        assertThat(explore.get(0).windowDays()).isEqualTo(90);
        assertThat(backtest.of()).contains(explore.get(0).requestId());
        assertThat(backtest.held()).isFalse();
        assertThat(Coverage.gap(explore.get(0), backtest)).isEmpty();
        assertThat(backtest.candidates())
                .extracting(candidate -> ClaimSentence.of(candidate.claim()))
                .containsExactly(
                        "Users who send an invite within 7 days of signing up",
                        "Users who share a report within 7 days of signing up");
        int tried = Rest.get("/explorations/" + exploration)
                .body("set_aside[0].event", is("invoice_opened"))
                .body("set_aside[0].reason", is("97 of 100 subjects with `invoice_opened` had `subscribed` before it"))
                .body("finalists[0].hypothesis_id", is(best))
                .body("finalists[0].why", containsString("its lift is 3.00, surely more than 2.50; it fired 200 times"))
                .body("levels.size()", is(explore.size()))
                .body("levels[0].tried", is(FIRST_LEVEL))
                .body("levels[1].tried", greaterThan(0))
                .body("levels[-1].tried", is(0))
                .extract()
                .path("tried");
        assertThat(backtest.candidates()).extracting(Candidate::tried).containsOnly(tried);
        assertThat(backtest.asOf()).isEqualTo(explore.get(0).asOf());
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
        HistoryRequest explore = first();
        int all = explore.candidates().size();
        // When
        company.score(explore, 0, 20, ExplorationIT::inviting);
        company.score(explore, 0, 20, ExplorationIT::inviting);
        company.score(foreign(explore), ExplorationIT::inviting);
        company.score(explore, 20, all, ExplorationIT::inviting);
        company.score(explore, 20, all, ExplorationIT::inviting);
        company.searched(1, ExplorationIT::inviting);
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
        // When
        company.score(0, ExplorationIT::nothing, () -> status(exploration).equals("done"));
        // Then
        Rest.get("/explorations/" + exploration)
                .body("hypotheses.size()", is(0))
                .body("levels[0].cut", is(0))
                .body("levels[1].tried", greaterThan(0))
                .body("reason", containsString("candidates stands out: the lift of the best is at least 0.80"));
        assertThat(company.requests(Purpose.EXPLORE)).noneMatch(HistoryRequest::sketched);
        assertThat(company.requests(Purpose.BACKTEST)).isEmpty();
    }

    @Test
    void whatASearchFoundIsJudgedAmongAllThatItFoundHoweverOftenItIsTested() {
        // Given
        String exploration = explore(Rest.goal(company.connection()));
        HistoryRequest first = company.searched(0, ExplorationIT::inviting);
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
        HistoryRequest explore = first();
        // When
        company.failSearch(explore, "the history could not be read: the key was revoked");
        awaitStatus(exploration, "failed");
        // Then
        Rest.get("/explorations/" + exploration)
                .body("failure", is("the history could not be read: the key was revoked"));
    }

    @Test
    void aHistoryThatIsNoLongerHeldIsReadOnceMoreForTheSearchAndForTheFinalists() {
        // Given
        String exploration = explore(Rest.goal(company.connection()));
        company.score(first(), ExplorationIT::inviting);
        HistoryRequest second = company.request(Purpose.EXPLORE, request -> !request.readsSource());
        // When
        company.failSearch(second, "nothing is held of it any more");
        await().atMost(SOON).until(() -> company.requests(Purpose.EXPLORE).size() == 3);
        HistoryRequest again = company.requests(Purpose.EXPLORE).get(2);
        HistoryRequest backtest = company.searched(2, ExplorationIT::inviting);
        // Then
        assertThat(again.readsSource() && again.held()).isTrue();
        assertThat(again.candidates())
                .extracting(Candidate::claim)
                .isEqualTo(first().candidates().stream().map(Candidate::claim).toList());
        assertThat(backtest.of()).contains(again.requestId());
        Rest.get("/explorations/" + exploration).body("readings", is(2));
    }

    @Test
    void aBacktestThatFailsIsReadForOnceAndThenFailsTheExplorationAndItsHypothesesAreProposedAgain() {
        // Given
        String exploration = explore(Rest.goal(company.connection()));
        HistoryRequest onHeld = company.searched(0, ExplorationIT::inviting);
        company.fail(onHeld, "nothing is held of it any more");
        HistoryRequest backtest = company.request(Purpose.BACKTEST, HistoryRequest::readsSource);
        // When
        company.fail(backtest, "PostHog was away");
        awaitStatus(exploration, "failed");
        // Then
        assertThat(backtest.candidates()).isEqualTo(onHeld.candidates());
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
    void aTypeOfGroupIsExploredApart() {
        // Given
        Map<String, Object> body = Map.of(
                "goal_id",
                Rest.goal(company.connection()),
                "subject",
                Map.of("kind", "group", "group_type", "company"));
        // When
        Rest.post("/explorations", body).statusCode(202).body("subject.group_type", is("company"));
        // Then
        assertThat(first().candidates())
                .extracting(candidate -> candidate.claim().subject())
                .containsOnly(Subject.group("company"));
    }

    @Test
    void whatIsNoResultIsSetAsideAndTheNextOneIsRead() {
        // Given
        String exploration = explore(Rest.goal(company.connection()));
        String key = company.connection().value();
        // When
        company.publish(Topics.BACKTESTS, key, "no JSON".getBytes(), "{}".getBytes(), null);
        company.publish(Topics.SEARCH_SCORES, key, "no JSON".getBytes(), "{}".getBytes(), null);
        company.score(0, ExplorationIT::nothing, () -> status(exploration).equals("done"));
        // Then
        assertThat(company.deadLetters(Topics.SEARCH_SCORES)).hasSize(3);
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
                .body("tried", is(FIRST_LEVEL))
                .extract()
                .path("exploration_id");
    }

    private HistoryRequest first() {
        return company.request(Purpose.EXPLORE, HistoryRequest::readsSource);
    }

    /** Inviting in the first week matters most, sharing less; nothing else says anything. */
    private static Measures inviting(Claim claim) {
        boolean once = claim.condition() instanceof Condition.Count count && count.atLeast() == 1;
        boolean week = claim.design().equals(new Design.Anchored(claim.anchor(), 7));
        String event = claim.condition().selectors().findFirst().orElseThrow().event();
        if (claim.condition() instanceof Sequence && claim.outcome().repeatable()) {
            // who subscribes first and then opens an invoice
            return event.equals("subscribed") && claim.condition().selectors().anyMatch(INVOICE::equals)
                    ? Numbers.of(10, 97, 0.5)
                    : Numbers.of(0, 5, 0);
        }
        return once && week && event.equals("invite_sent")
                ? Numbers.of(60, 200, 2.5)
                : once && week && event.equals("report_shared") ? Numbers.of(40, 200, 1.5) : Numbers.of(10, 100, 0.6);
    }

    private static Measures nothing(Claim claim) {
        return Numbers.of(10, 100, 0.8);
    }

    private static HistoryRequest foreign(HistoryRequest request) {
        return Json.read(Json.text(request).replace(request.requestId().value(), "req_nobodys"), HistoryRequest.class);
    }

    private static void awaitStatus(String exploration, String status) {
        await().atMost(SOON).until(() -> status(exploration).equals(status));
    }

    private static String status(String exploration) {
        return Rest.get("/explorations/" + exploration).extract().path("status");
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
