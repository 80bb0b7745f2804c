package io.beton.hypothesis.retest;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;

import io.beton.hypothesis.Company;
import io.beton.hypothesis.Numbers;
import io.beton.hypothesis.Rest;
import io.beton.hypothesis.store.Statement;
import io.beton.kit.store.Database;
import io.beton.kit.time.MovedClock;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.FiredSignal;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Verdict;
import io.beton.model.backtest.Watch;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live hypotheses over months of re-tests, with a real broker, a real database and a clock that is moved. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
class DriftIT {
    private static final Duration WEEK = Duration.ofDays(7);
    /** Of the signals, by the moment of the approval. */
    private static final int FALL = 45;

    /** Those of the example: as long as an observation and the horizon. */
    private static final int OLD_ENOUGH = 7 + 30;

    @Inject
    Database database;

    private Company company;
    private String goal;

    @BeforeEach
    void connect() {
        company = Company.here().connected();
        goal = Rest.goal(company.connection());
        Rest.patch("/goals/" + goal, Map.of("bar", Map.of("min_precision", KnownSignals.BAR)))
                .statusCode(200);
    }

    @AfterEach
    void back() {
        MovedClock.reset();
    }

    @Test
    void whatFallsIsPausedByTheFirstReTestThatSeesEnoughOfItAndNothingElseIs() {
        // Given
        String affected = live();
        String unaffected = live();
        KnownSignals falling = new KnownSignals(company, affected, MovedClock.now(), FALL);
        KnownSignals steady = new KnownSignals(company, unaffected, MovedClock.now(), Integer.MAX_VALUE);
        falling.publish(0, 100);
        falling.publish(0, 100);
        steady.publish(0, 100);
        awaitFired(affected, 100 * KnownSignals.A_DAY);
        awaitFired(unaffected, 100 * KnownSignals.A_DAY);
        // When
        int day = 0;
        int looks = 0;
        while (Rest.status(affected).equals("live") && day < 100) {
            Duration step = day == 0 ? WEEK.multipliedBy(10) : WEEK;
            day += (int) step.toDays();
            HistoryRequest request = reTest(step);
            assertThat(request.candidates())
                    .as("one reading serves both")
                    .extracting(candidate -> candidate.hypothesisId().value())
                    .containsExactly(affected, unaffected);
            company.publish(falling.answer(request, 0));
            company.publish(steady.answer(request, 1));
            looks++;
            awaitLooks(affected, looks);
            awaitLooks(unaffected, looks);
        }
        // Then
        int seen = FALL + OLD_ENOUGH + KnownSignals.NEWEST / KnownSignals.A_DAY;
        assertThat(day).as("the day of the pause").isBetween(FALL + OLD_ENOUGH, seen + (int) WEEK.toDays());
        assertThat(Rest.status(affected)).isEqualTo("paused");
        assertThat(Rest.status(unaffected)).isEqualTo("live");
        Rest.get("/hypotheses/" + affected)
                .body("drift.bar", is((float) KnownSignals.BAR))
                .body("drift.request_id", is(lastReTest().requestId().value()))
                .body("drift.signals", greaterThanOrEqualTo(30))
                .body("drift.judged_interval.upper", lessThan((float) KnownSignals.BAR))
                .body(
                        "backtest.request_id",
                        is(company.requests(Purpose.BACKTEST).get(0).requestId().value()));
        Rest.get("/hypotheses/" + affected + "/audit")
                .body("items[-1].to", is("paused"))
                .body("items[-1].who", is("drift"))
                .body("items[-1].request_id", is(lastReTest().requestId().value()))
                .body("items[-1].report_hash", notNullValue())
                .body("items[-1].comment", containsString("is below the bar of 0.350"));
        assertThat(company.said())
                .filteredOn(said -> said.hypothesisId().value().equals(affected))
                .last()
                .satisfies(said -> {
                    assertThat(said.status()).isEqualTo(HypothesisState.PAUSED);
                    assertThat(said.drift()).isPresent();
                });
        String hash = Rest.get("/hypotheses/" + affected + "/reports").extract().path("items[-1].report_hash");
        Rest.get("/hypotheses/" + affected + "/audit").body("items[-1].report_hash", is(hash));
        histories(affected, unaffected, looks);
        RestAssured.get("/q/metrics")
                .then()
                .body(containsString("beton_hypotheses_drifted_total 1.0"))
                .body(containsString("beton_retests_total{result=\"passed\"}"));
        // When a person goes on, what was judged is not judged again
        Rest.post("/hypotheses/" + affected + "/resume").statusCode(422).body("member", is("comment"));
        Rest.post("/hypotheses/" + affected + "/resume", Map.of("comment", "it was the holidays"))
                .statusCode(200);
        HistoryRequest again = reTest(WEEK);
        // Then
        assertThat(again.candidates()).extracting(Candidate::watch).first().isEqualTo(Optional.empty());
        Rest.get("/hypotheses/" + affected).body("containsKey('drift')", is(false));
        // When
        Rest.post("/hypotheses/" + affected + "/retire").statusCode(200);
        MovedClock.moveBy(Duration.ofHours(1));
        // Then
        awaitFired(affected, 0);
    }

    private void histories(String affected, String unaffected, int looks) {
        Rest.get("/hypotheses/" + affected + "/realised")
                .body("items.size()", is(looks))
                .body("items[-1].verdict", is("drift"))
                .body("items[0].verdict", is("holds"))
                .body("items[-1].spans[0].looked_at", is(KnownSignals.NEWEST))
                .body(
                        "items.findAll { it.looked_at != it.signals + it.immature + it.already_converted + it.unknown }"
                                + ".size()",
                        is(0));
        Rest.get("/hypotheses/" + unaffected + "/realised")
                .body("items.verdict", everyItem(is("holds")))
                .body("items.size()", is(looks));
        String cursor = Rest.get("/hypotheses/" + affected + "/realised?limit=2")
                .body("items.size()", is(2))
                .extract()
                .path("next_cursor");
        Rest.get("/hypotheses/" + affected + "/realised?cursor=" + cursor).body("items.size()", is(looks - 2));
        Rest.get("/hypotheses/" + affected + "/reports")
                .body("items.size()", is(looks + 1))
                .body("items[0].occasion", is("backtest"))
                .body("items[1].occasion", is("retest"))
                .body("items.precision", hasItem(0.4f));
    }

    @Test
    void whatIsAskedForIsOldEnoughAndNotMore() {
        // Given
        String id = live();
        Instant approved = MovedClock.now();
        KnownSignals signals = new KnownSignals(company, id, approved, Integer.MAX_VALUE);
        signals.publish(-20, 190);
        awaitFired(id, 210 * KnownSignals.A_DAY);
        // When
        HistoryRequest request = reTest(Duration.ofDays(63));
        // Then
        Watch watch = request.candidates().get(0).watch().orElseThrow();
        assertThat(watch.confidence()).isEqualTo(1 - 0.05 * 7 / 365);
        assertThat(watch.signals())
                .as("from the approval on, as far as their horizon may be over")
                .hasSize((63 - 30) * KnownSignals.A_DAY)
                .extracting(FiredSignal::firedAt)
                .allMatch(fired -> !fired.isBefore(approved)
                        && !fired.isAfter(request.asOf().minus(Duration.ofDays(30))));
        assertThat(watch.signals().get(0).firedAt())
                .as("those that are surely old enough first")
                .isBefore(request.asOf().minus(Duration.ofDays(OLD_ENOUGH)));
        // When
        company.publish(signals.answer(request, 0));
        awaitLooks(id, 1);
        // Then
        assertThat(reTest(Duration.ofDays(119))
                        .candidates()
                        .get(0)
                        .watch()
                        .orElseThrow()
                        .signals())
                .as("as far as the newest 90 days reach")
                .hasSize((90 - 30) * KnownSignals.A_DAY);
    }

    @Test
    void whatHadNoReportIsTriedAgainAloneAndOneThatFailsPausesNothing() {
        // Given
        String id = live();
        String other = live();
        // When it is asked right after the two are due together, which they are not again within a week
        Instant due = new RetestSchedule(WEEK, 0.05).next(company.connection(), MovedClock.now());
        HistoryRequest both = reTest(Duration.between(MovedClock.now(), due).plusSeconds(1));
        assertThat(both.candidates())
                .as("hand-written ones are each judged alone")
                .extracting(candidate -> candidate.family().orElseThrow())
                .containsExactly(id, other);
        company.fail(both, "PostHog was away");
        awaitNotWaiting(id);
        awaitNotWaiting(other);
        Instant before = MovedClock.now();
        MovedClock.moveBy(Duration.ofHours(30));
        HistoryRequest alone = alone(id, before);
        HistoryRequest apart = alone(other, before);
        // Then
        assertThat(alone.candidates()).hasSize(1);
        company.answerAll(apart, Verdict.FAILED, candidate -> Numbers.of(60, 150, 3));
        await().atMost(SOON)
                .untilAsserted(() -> Rest.get("/hypotheses/" + other + "/reports")
                        .body("items.verdict", is(List.of("passed", "failed"))));
        assertThat(Rest.status(other)).isEqualTo("live");
        // When nobody answers
        MovedClock.moveBy(Duration.ofMinutes(61));
        awaitNotWaiting(id);
        before = MovedClock.now();
        MovedClock.moveBy(Duration.ofHours(30));
        HistoryRequest third = alone(id, before);
        company.answerAll(alone, Verdict.INCONCLUSIVE, candidate -> Numbers.of(60, 150, 3));
        company.answerAll(third, Verdict.FAILED, candidate -> Numbers.of(60, 150, 3));
        // Then the second was out of date
        await().atMost(SOON)
                .untilAsserted(() -> Rest.get("/hypotheses/" + id + "/reports")
                        .body("items.verdict", is(List.of("passed", "failed"))));
        Rest.get("/hypotheses/" + id + "/realised").body("items.size()", is(0));
        Rest.get("/hypotheses/hyp_of_nobody/realised").statusCode(404);
        Rest.get("/hypotheses/hyp_of_nobody/reports").statusCode(404);
    }

    private HistoryRequest alone(String id, Instant after) {
        return company.request(
                Purpose.BACKTEST,
                found -> found.asOf().isAfter(after)
                        && found.candidates().get(0).hypothesisId().value().equals(id));
    }

    /** Moves the clock and returns what is asked for then. */
    private HistoryRequest reTest(Duration step) {
        Instant before = MovedClock.now();
        MovedClock.moveBy(step);
        return company.request(Purpose.BACKTEST, found -> found.asOf().isAfter(before));
    }

    private HistoryRequest lastReTest() {
        List<HistoryRequest> requests = company.requests(Purpose.BACKTEST);
        return requests.get(requests.size() - 1);
    }

    private String live() {
        String id = Rest.hypothesis(company.connection(), goal);
        String request = Rest.post("/hypotheses/" + id + "/backtest", Map.of())
                .statusCode(202)
                .extract()
                .path("request_id");
        company.answerAll(
                company.request(
                        Purpose.BACKTEST, found -> found.requestId().value().equals(request)),
                Verdict.PASSED,
                candidate -> Numbers.of(60, 150, 3));
        await().atMost(SOON).until(() -> Rest.status(id).equals("scored"));
        Rest.post("/hypotheses/" + id + "/approve").statusCode(200);
        await().atMost(SOON).until(() -> Rest.status(id).equals("live"));
        return id;
    }

    private void awaitFired(String id, long count) {
        await().atMost(SOON)
                .until(() -> number("select count(*) from hypothesis.fired where hypothesis = ?", id) == count);
    }

    private static void awaitLooks(String id, int looks) {
        await().atMost(SOON)
                .until(() -> Rest.get("/hypotheses/" + id + "/realised")
                                .extract()
                                .<List<?>>path("items")
                                .size()
                        == looks);
    }

    private void awaitNotWaiting(String id) {
        await().atMost(SOON)
                .until(() ->
                        number("select count(*) from hypothesis.retest where request is null and hypothesis = ?", id)
                                == 1);
    }

    private long number(String query, String id) {
        return database.transaction(sql -> new Statement(query, id).number(sql));
    }
}
