package io.beton.hypothesis.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.beton.hypothesis.Company;
import io.beton.hypothesis.Rest;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two who decide at the same moment, and one who decides on what is no longer so. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class TwoReviewersIT {
    private static final int ROUNDS = 5;

    @Inject
    Lives lives;

    private Company company;
    private String goal;

    @BeforeEach
    void connect() {
        company = Company.here().connected();
        goal = Rest.goal(company.connection());
    }

    @ParameterizedTest
    @CsvSource({
        "SCORED, approve, approve",
        "SCORED, approve, reject",
        "SCORED, approve, backtest",
        "SCORED, approve, edit",
        "SCORED, edit, edit",
        "SCORED, reject, edit",
        "PROPOSED, backtest, backtest",
        "PROPOSED, backtest, reject",
        "PROPOSED, backtest, edit",
        "LIVE, pause, pause",
        "LIVE, retire, retire",
        "PAUSED, resume, resume",
        "PAUSED, resume, edit",
    })
    void ofTwoAtOnceOneWinsAndTheOtherIsToldSo(HypothesisState state, String one, String other) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                // Given
                String id = lives.in(state, company.connection(), goal);
                CyclicBarrier together = new CyclicBarrier(2);

                // When
                List<Integer> answers = Stream.of(one, other)
                        .map(step -> CompletableFuture.supplyAsync(() -> status(together, id, step), threads))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

                // Then
                assertThat(answers)
                        .containsOnlyOnce(409)
                        .filteredOn(answer -> answer < 300)
                        .hasSize(1);
                Rest.get("/hypotheses/" + id + "/audit")
                        .body("items.findAll { it.who in ['Ada', 'Bob'] }.size()", is(1));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoSaysWhatWasSeenDecidesOnNothingElse() {
        // Given
        String id = lives.in(HypothesisState.SCORED, company.connection(), goal);
        String seen = Rest.get("/hypotheses/" + id).extract().header("ETag");

        // When
        String now = Rest.patch("/hypotheses/" + id, Map.of("hypothesis", "Who invites two others"))
                .statusCode(200)
                .extract()
                .header("ETag");

        // Then
        assertThat(now).isNotEqualTo(seen);
        approve(id, seen).statusCode(412).body("etag", is(now)).body("detail", containsString(now));
        approve(id, "W/" + now).statusCode(412);
        approve(id, "\"other\"").statusCode(412);
        RestAssured.given()
                .header("If-Match", seen)
                .contentType("application/json")
                .body(Map.of("hypothesis", "Who invites three others"))
                .patch("/api/v1/hypotheses/" + id)
                .then()
                .statusCode(412);
        assertThat(Rest.status(id)).isEqualTo("scored");
        approve(id, "\"other\", " + now).statusCode(200);
        approve(id, now).statusCode(409);
    }

    @Test
    void anEditedHypothesisIsApprovedByItsVersion() {
        // Given
        String id = lives.in(HypothesisState.SCORED, company.connection(), goal);
        edit(id, 1).statusCode(200).body("version", is(2)).body("status", is("proposed"));
        lives.become(id, HypothesisState.SCORED, Verdict.PASSED, Duration.ZERO);

        // Then
        edit(id, 1).statusCode(409).body("version", is(2));
        Rest.post("/hypotheses/" + id + "/approve").statusCode(428).body("member", is("version"));
        approve(id, "*").statusCode(428);
        Rest.post("/hypotheses/" + id + "/approve", Map.of("version", 1))
                .statusCode(409)
                .body("detail", containsString("version 2"));
        Rest.post("/hypotheses/" + id + "/backtest", Map.of("version", 1)).statusCode(409);
        Rest.post("/hypotheses/" + id + "/approve", Map.of("version", 2)).statusCode(200);
    }

    private static int status(CyclicBarrier together, String id, String step) {
        try {
            together.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
        ValidatableResponse answer = step.equals("edit")
                ? edit(id, 1)
                : Rest.post("/hypotheses/" + id + "/" + step, Map.of("by", "Bob", "version", 1));
        return answer.extract().statusCode();
    }

    private static ValidatableResponse edit(String id, int version) {
        return Rest.patch(
                "/hypotheses/" + id,
                Map.of(
                        "by",
                        "Ada",
                        "version",
                        version,
                        "condition",
                        Map.of("count", Map.of("event", "invite_sent"), "at_least", 3 + version)));
    }

    private static ValidatableResponse approve(String id, String ifMatch) {
        return RestAssured.given()
                .header("If-Match", ifMatch)
                .post("/api/v1/hypotheses/" + id + "/approve")
                .then();
    }
}
