package io.beton.hypothesis.lifecycle;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.beton.hypothesis.Rest;
import io.beton.kit.store.Database;
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
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an approval takes, and what follows from it. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class ApprovalIT {

    @Inject
    Lives lives;

    @Inject
    Approvals approvals;

    @Inject
    HypothesisStore store;

    @Inject
    Database database;

    private Lived lived;

    @BeforeEach
    void connect() {
        lived = new Lived();
    }

    @Test
    void anApprovalIsSaidThenItsPastIsAskedForThenItIsLive() {
        // Given
        String id = lived.scored(Verdict.PASSED);
        // When
        Rest.post("/hypotheses/" + id + "/approve", Lived.AGREED)
                .statusCode(200)
                .body("status", is("approved"))
                .body("approved_at", notNullValue());
        lived.awaitSaid(id, HypothesisState.LIVE);
        // Then
        Hypothesis live = lived.last(id);
        HistoryRequest warmUp = lived.company().request(Purpose.WARM_UP, found -> true);
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
        String id = lived.scored(Verdict.PASSED);
        // When
        Rest.post("/hypotheses/" + id + "/approve", Map.of("by", "Ada", "backfill", true))
                .statusCode(200);
        lived.awaitSaid(id, HypothesisState.LIVE);
        // Then
        Hypothesis approved = lived.last(id);
        assertThat(approved.backfillUntil()).isPresent().isEqualTo(approved.approvedAt());
        // When
        Rest.post("/hypotheses/" + id + "/pause").statusCode(200);
        Rest.post("/hypotheses/" + id + "/resume").statusCode(200);
        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(lived.last(id).approvedAt()).isNotEqualTo(approved.approvedAt()));
        assertThat(lived.last(id).backfillUntil()).isEqualTo(approved.backfillUntil());
        Rest.get("/hypotheses/" + id + "/audit")
                .body("items.to", contains("proposed", "backtesting", "scored", "approved", "live", "paused", "live"))
                .body("items.backfill", contains(false, false, false, true, false, false, false));
    }

    @Test
    void ofManyApprovalsAtOnceOneWins() {
        // Given
        String id = lived.scored(Verdict.PASSED);
        // When
        List<Integer> answers = IntStream.range(0, 8)
                .mapToObj(nobody ->
                        CompletableFuture.supplyAsync(() -> Rest.post("/hypotheses/" + id + "/approve", Lived.AGREED)
                                .extract()
                                .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        lived.awaitSaid(id, HypothesisState.LIVE);
        // Then
        assertThat(answers)
                .containsOnlyOnce(200)
                .filteredOn(answer -> answer != 200)
                .hasSize(7)
                .containsOnly(409);
        assertThat(lived.company().requests(Purpose.WARM_UP)).hasSize(1);
        Rest.get("/hypotheses/" + id + "/audit").body("items.findAll { it.to == 'approved' }.size()", is(1));
    }

    @Test
    void aVerdictThatIsNotPassedIsApprovedOnlyWithAReason() {
        // Given
        String id = lived.scored(Verdict.FAILED);
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
        lived.awaitSaid(id, HypothesisState.LIVE);
        Rest.get("/hypotheses/" + id + "/audit").body("items[3].comment", is("we know better"));
    }

    @Test
    void afterAPauseThePastIsAskedForAgainAndOnlyNewFiringsAreSignalled() {
        // Given
        String id = lived.live();
        Rest.post("/hypotheses/" + id + "/pause").statusCode(200);
        lived.awaitSaid(id, HypothesisState.PAUSED);
        Hypothesis paused = lived.last(id);
        // When
        Rest.post("/hypotheses/" + id + "/resume", Lived.AGREED).statusCode(200).body("status", is("live"));
        // Then
        HistoryRequest again = lived.company()
                .request(
                        Purpose.WARM_UP,
                        found -> found.asOf().isAfter(paused.approvedAt().orElseThrow()));
        Hypothesis live = lived.last(id);
        assertThat(live.status()).isEqualTo(HypothesisState.LIVE);
        assertThat(live.approvedAt()).contains(again.asOf());
        assertThat(live.liveBefore()).singleElement().satisfies(period -> {
            assertThat(period.from()).isEqualTo(paused.approvedAt().orElseThrow());
            assertThat(period.until()).isBeforeOrEqualTo(again.asOf());
        });
    }

    @Test
    void howeverManyReplicasFindThatThePastIsLackingItIsAskedForOnceInAPatience() {
        // Given
        String id = lived.live();
        Hypothesis live = lived.last(id);
        Instant before = Instant.now().minus(Duration.ofHours(6));
        assertThat(lookedAt(before)).contains(live);
        // When
        List<Boolean> asked = IntStream.range(0, 8)
                .mapToObj(replica -> CompletableFuture.supplyAsync(
                        () -> database.transaction(sql -> approvals.warmAgain(sql, live, before))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        // Then
        assertThat(asked).containsOnlyOnce(true);
        assertThat(lookedAt(before)).doesNotContain(live);
        // When
        Instant later = Instant.now().plus(Duration.ofHours(6));
        assertThat(lookedAt(later)).contains(live);
        boolean again = database.transaction(sql -> approvals.warmAgain(sql, live, later));
        // Then
        assertThat(again).isTrue();
        Rest.post("/hypotheses/" + id + "/pause").statusCode(200);
        boolean paused = database.transaction(sql -> approvals.warmAgain(sql, live, later.plusSeconds(1)));
        assertThat(paused).isFalse();
        await().untilAsserted(() ->
                assertThat(lived.company().requests(Purpose.WARM_UP)).hasSize(3));
    }

    private List<Hypothesis> lookedAt(Instant before) {
        return database.transaction(sql -> store.liveNotAskedAgainSince(sql, before));
    }

    @Test
    void aReportOfLongAgoIsNoGroundForAnApproval() {
        // Given
        String id = lived.proposed();
        lives.become(id, HypothesisState.SCORED, Verdict.PASSED, Duration.ofDays(15));

        // Then
        Rest.post("/hypotheses/" + id + "/approve", Map.of("override", true, "comment", "it was good once"))
                .statusCode(409)
                .body("title", is("Report too old"))
                .body("detail", allOf(containsString("14 days"), containsString("/backtest")));

        // When
        lived.answer(id, Verdict.PASSED);

        // Then
        Rest.post("/hypotheses/" + id + "/approve").statusCode(200);
    }

    @Test
    void whoGoesOnAfterAPauseNeedsNoNewReport() {
        // Given
        String id = lived.proposed();
        lives.become(id, HypothesisState.PAUSED, Verdict.PASSED, Duration.ofDays(100));

        // Then
        Rest.post("/hypotheses/" + id + "/resume").statusCode(200).body("status", is("live"));
    }
}
