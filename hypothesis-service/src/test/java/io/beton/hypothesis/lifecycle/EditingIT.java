package io.beton.hypothesis.lifecycle;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.beton.hypothesis.Numbers;
import io.beton.hypothesis.Rest;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an edit makes of a hypothesis. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class EditingIT {
    private static final Map<String, Object> THRICE = Map.of("count", Map.of("event", "invite_sent"), "at_least", 3);

    @Inject
    Lives lives;

    private Lived lived;

    @BeforeEach
    void connect() {
        lived = new Lived();
    }

    @Test
    void whatIsClaimedAnewBeginsAnewAndTheVersionBeforeIsKept() {
        // Given
        String id = lived.live();
        Rest.post("/hypotheses/" + id + "/pause").statusCode(200);
        Rest.post("/hypotheses/" + id + "/resume").statusCode(200);
        Rest.post("/hypotheses/" + id + "/pause").statusCode(200);

        // When
        Rest.patch(
                        "/hypotheses/" + id,
                        Map.of(
                                "hypothesis",
                                "Who invites thrice",
                                "condition",
                                THRICE,
                                "by",
                                "Ada",
                                "comment",
                                "too easy"))
                .statusCode(200)
                .body("version", is(2))
                .body("status", is("proposed"))
                .body("hypothesis", is("Who invites thrice"))
                .body("condition.at_least", is(3))
                .body("design.within_days", is(7))
                .body("backtest", nullValue())
                .body("approved_at", nullValue())
                .body("live_before", nullValue());

        // Then
        Rest.get("/hypotheses/" + id + "/versions")
                .body("items.version", contains(1, 2))
                .body("items.status", contains("paused", "proposed"))
                .body("items[0].condition.at_least", is(2))
                .body("items[0].backtest.verdict", is("passed"))
                .body("items[0].live_before.size()", is(2));
        Rest.get("/hypotheses/" + id + "/audit")
                .body("items[-1].version", is(2))
                .body("items[-1].from", is("paused"))
                .body("items[-1].to", is("proposed"))
                .body("items[-1].who", is("Ada"))
                .body("items[-1].comment", is("too easy"))
                .body("items[-1].report_hash", nullValue())
                .body("items[-1].change", is("condition, sentence, which was `Who invites twice`"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(lived.last(id).version()).isEqualTo(2));
        assertThat(lived.last(id).status()).isEqualTo(HypothesisState.PROPOSED);
    }

    @Test
    void anEditedHypothesisIsJudgedAmongItsTestedVersions() {
        // Given
        String id = lived.scored(Verdict.FAILED);
        Rest.patch("/hypotheses/" + id, Map.of("condition", THRICE)).statusCode(200);
        Rest.patch("/hypotheses/" + id, Map.of("design", Map.of("design", "rolling", "lookback_days", 7)))
                .statusCode(200)
                .body("version", is(3))
                .body("tried", is(2));

        // When
        HistoryRequest asked = lived.backtest(id);
        lived.company().answerAll(asked, Verdict.PASSED, candidate -> Numbers.of(60, 150, 3));
        lived.awaitSaid(id, HypothesisState.SCORED);

        // Then
        assertThat(asked.candidates()).extracting(Candidate::version).containsExactly(3, 1);
        await().atMost(SOON).until(() -> Rest.status(id).equals("scored"));
        Rest.get("/hypotheses/" + id).body("backtest.version", is(3));
        Rest.post("/hypotheses/" + id + "/approve", Map.of("version", 3)).statusCode(200);
        Rest.get("/hypotheses/" + id + "/versions").body("items.version", contains(1, 2, 3));
    }

    @Test
    void whoeverChoosesAnotherWindowHasTriedOnceMore() {
        // Given
        String id = lived.scored(Verdict.PASSED);

        // Then
        assertThat(lived.backtest(id).candidates()).extracting(Candidate::tried).containsExactly(1);

        // When
        String other = lived.scored(Verdict.FAILED);
        Rest.post("/hypotheses/" + other + "/backtest", Map.of("window_days", 61))
                .statusCode(202);

        // Then
        Rest.get("/hypotheses/" + other).body("tried", is(2)).body("version", is(1));
    }

    @Test
    void whatASearchFoundIsStillJudgedByItsHoldoutAndAmongWhatWasFound() {
        // Given
        String id = lived.proposed();
        lives.found(id, 320);
        lived.answer(id, Verdict.FAILED);

        // When
        Rest.patch("/hypotheses/" + id, Map.of("condition", THRICE))
                .statusCode(200)
                .body("searched", is(true))
                .body("tried", is(321))
                .body("warnings", hasItem(containsString("still says")));

        // Then
        assertThat(lived.backtest(id).candidates())
                .allMatch(Candidate::searched)
                .extracting(Candidate::version, Candidate::tried)
                .containsExactly(tuple(2, 321), tuple(1, 320));
    }

    @ParameterizedTest
    @CsvSource({"BACKTESTING", "LIVE", "PAUSED", "SCORED"})
    void otherWordsForTheSameClaimChangeNothingElse(HypothesisState state) {
        // Given
        String id = lives.in(state, lived.company().connection(), lived.goal());

        // When
        Rest.patch("/hypotheses/" + id, Map.of("hypothesis", "Who invites others"))
                .statusCode(200)
                .body("version", is(1))
                .body("hypothesis", is("Who invites others"));

        // Then
        Rest.get("/hypotheses/" + id + "/versions").body("items.hypothesis", contains("Who invites others"));
        Rest.get("/hypotheses/" + id + "/audit")
                .body("items[1].change", is("sentence, which was `Who invites twice`"))
                .body("items[1].to", is(StateName.of(state)));
    }

    @Test
    void aBacktestThatIsUnderWayGoesOnInOtherWords() {
        // Given
        String id = lived.proposed();
        HistoryRequest asked = lived.backtest(id);

        // When
        Rest.patch("/hypotheses/" + id, Map.of("hypothesis", "Who invites others"))
                .statusCode(200);
        lived.company().answerAll(asked, Verdict.PASSED, candidate -> Numbers.of(60, 150, 3));
        lived.awaitSaid(id, HypothesisState.SCORED);

        // Then
        Hypothesis scored = lived.last(id);
        assertThat(scored.hypothesis()).isEqualTo("Who invites others");
        assertThat(scored.backtest()).isPresent();
    }

    @Test
    void theGoalIsTakenOverAgainOnlyWhereThatIsAskedFor() {
        // Given
        String id = lived.scored(Verdict.PASSED);
        Rest.patch("/goals/" + lived.goal(), Map.of("horizon_days", 14)).statusCode(200);

        // Then
        Rest.patch("/hypotheses/" + id, Map.of("hypothesis", "Who invites others"))
                .body("version", is(1))
                .body("goal.horizon_days", is(30));
        Rest.patch("/hypotheses/" + id, Map.of("retake_goal", true))
                .statusCode(200)
                .body("version", is(2))
                .body("goal.horizon_days", is(14));
        Rest.patch("/hypotheses/" + id, Map.of("retake_goal", true))
                .statusCode(200)
                .body("version", is(2));
        Rest.get("/hypotheses/" + id + "/audit").body("items[-1].change", is("outcome"));
    }

    @Test
    void anEditThatChangesNothingOrIsOnlyTriedLeavesNoTrace() {
        // Given
        String id = lived.scored(Verdict.PASSED);
        String before = Rest.get("/hypotheses/" + id).extract().asString();

        // When
        Rest.patch("/hypotheses/" + id, Map.of()).statusCode(200);
        Rest.patch(
                        "/hypotheses/" + id,
                        Map.of("condition", Map.of("count", Map.of("event", "invite_sent"), "at_least", 2)))
                .statusCode(200)
                .body("version", is(1));
        Rest.patch("/hypotheses/" + id + "?dry_run=true", Map.of("condition", THRICE))
                .statusCode(200)
                .body("version", is(2))
                .body("status", is("proposed"));

        // Then
        assertThat(Rest.get("/hypotheses/" + id).extract().asString()).isEqualTo(before);
        Rest.get("/hypotheses/" + id + "/audit").body("items.size()", is(3));
    }

    @ParameterizedTest
    @CsvSource({
        "BACKTESTING, wait for the report",
        "APPROVED, pause it",
        "LIVE, pause it",
        "RETIRED, proposes a new one",
        "REJECTED, proposes a new one",
    })
    void whereAnEditIsNotPossibleItIsSaidWhatIs(HypothesisState state, String instead) {
        // Given
        String id = lives.in(state, lived.company().connection(), lived.goal());

        // Then
        Rest.patch("/hypotheses/" + id, Map.of("condition", THRICE))
                .statusCode(409)
                .body("detail", containsString(instead))
                .body("editable", is(List.of("paused", "proposed", "scored")));
    }

    @Test
    void whatCannotBeEditedNamesTheMember() {
        // Given
        String id = lived.proposed();

        // Then
        Rest.patch("/hypotheses/" + id, Map.of("condition", Map.of("count", Map.of("event", "a"), "at_least", 0)))
                .statusCode(400)
                .body("member", is("condition.at_least"));
        Rest.patch("/hypotheses/" + id, Map.of("subject", Map.of("kind", "person")))
                .statusCode(400)
                .body("member", is("subject"));
        Rest.patch("/hypotheses/" + id, Map.of("hypothesis", " "))
                .statusCode(400)
                .body("member", is("hypothesis"));
        Rest.patch("/hypotheses/hyp_none", Map.of("hypothesis", "h")).statusCode(404);
        Rest.patch("/hypotheses/" + id, "").statusCode(400);
    }
}
