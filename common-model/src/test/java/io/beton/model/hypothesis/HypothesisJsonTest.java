package io.beton.model.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.beton.model.Json;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Support;
import io.beton.model.backtest.Tally;
import io.beton.model.backtest.Verdict;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HypothesisJsonTest {
    private static final String HYPOTHESIS = """
            {"hypothesis_id": "hyp_8g2k", "version": 1, "connection_id": "con_1", "goal_id": "goal_1",
             "type": "conversion", "hypothesis": "Users who invite a teammate within 7 days of signup",
             "subject": {"kind": "person"},
             "condition": {"all_of": [
               {"count": {"event": "invite_sent", "where": [
                  {"scope": "event", "property": "role", "op": "in", "value": ["admin", 3, true]}]}, "at_least": 2},
               {"sequence": [{"event": "a"}, {"event": "b"}], "within_hours": 5},
               {"any_of": [{"sequence": [{"event": "a"}, {"event": "b"}]}]}]},
             "design": {"design": "anchored", "anchor": "first_seen", "within_days": 7},
             "goal": {"outcome": {"event": "subscribed"}, "horizon_days": 30, "repeatable": false},
             "status": "approved", "searched": true, "tried": 320, "approved_at": "2026-11-01T00:00:00Z"}
            """;

    @Test
    void aHypothesisSurvivesItsOwnJson() {
        // Given
        Hypothesis read = Json.read(HYPOTHESIS, Hypothesis.class).with(report());

        // When
        Hypothesis again = Json.read(Json.bytes(read), Hypothesis.class);

        // Then
        assertThat(again).isEqualTo(read);
    }

    @Test
    void equalReportsHaveOneText() {
        // When
        String text = Json.canonical(report());

        // Then
        assertThat(text)
                .startsWith("{\"already_converted\":")
                .doesNotContain(" :", ": ")
                .isEqualTo(Json.canonical(Json.read(text, Report.class)));
        assertThat(Json.read(text, Report.class)).isEqualTo(report());
    }

    /** As it was written before anybody could ask for it. */
    @Test
    void aHypothesisWithoutABackfillAsksForNone() {
        // When
        Hypothesis read = Json.read(HYPOTHESIS, Hypothesis.class);
        // Then
        assertThat(read.backfillUntil()).isEmpty();
        assertThat(Json.text(read)).doesNotContain("backfill");
        Hypothesis asked = Json.read(Json.bytes(read.backfilled()), Hypothesis.class);
        assertThat(asked.backfillUntil()).isEqualTo(read.approvedAt());
        assertThat(asked.in(HypothesisState.LIVE)
                        .approvedAt(Instant.parse("2026-12-01T00:00:00Z"))
                        .backfillUntil())
                .isEqualTo(read.approvedAt());
    }

    /** As it was written before pauses were remembered. */
    @Test
    void whenItWasLiveBeforePausesIsKept() {
        // Given
        Instant paused = Instant.parse("2026-11-03T00:00:00Z");
        Hypothesis read = Json.read(HYPOTHESIS, Hypothesis.class);
        assertThat(read.liveBefore()).isEmpty();
        assertThat(Json.text(read)).doesNotContain("live_before");
        // When
        Hypothesis again = Json.read(
                Json.bytes(read.in(HypothesisState.LIVE)
                        .paused(paused)
                        .approvedAt(Instant.parse("2026-12-01T00:00:00Z"))
                        .paused(Instant.parse("2026-11-30T00:00:00Z"))),
                Hypothesis.class);
        // Then
        assertThat(again.status()).isEqualTo(HypothesisState.PAUSED);
        assertThat(again.liveBefore())
                .containsExactly(
                        new LivePeriod(read.approvedAt().orElseThrow(), paused),
                        new LivePeriod(Instant.parse("2026-12-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z")));
        assertThat(again.liveBefore().get(0).contains(paused)).isFalse();
        assertThat(again.liveBefore().get(0).contains(read.approvedAt().orElseThrow()))
                .isTrue();
    }

    @Test
    void whatWasPausedByNobodySaysWhyUntilItGoesOn() {
        // Given
        Tally tally = new Tally(
                50,
                40,
                2,
                1,
                3,
                6,
                OptionalDouble.of(0.05),
                Optional.of(new Interval(0.01, 0.17)),
                Optional.of(new Interval(0.005, 0.28)));
        Drift drift = new Drift(Instant.parse("2026-11-20T00:00:00Z"), new RequestId("req_1"), 0.3, tally);
        Hypothesis live = Json.read(HYPOTHESIS, Hypothesis.class).in(HypothesisState.LIVE);
        // When
        String json = Json.text(live.drifted(drift));
        Hypothesis paused = Json.read(json, Hypothesis.class);
        // Then
        assertThat(json).contains("\"drift\":{").contains("\"positives\":2");
        assertThat(paused.status()).isEqualTo(HypothesisState.PAUSED);
        assertThat(paused.drift()).contains(drift);
        Hypothesis again =
                paused.approvedAt(Instant.parse("2026-12-01T00:00:00Z")).in(HypothesisState.LIVE);
        assertThat(again.drift()).isEmpty();
        assertThat(again.liveBefore())
                .singleElement()
                .satisfies(period -> assertThat(period.drift()).contains(drift));
        assertThat(again.paused(Instant.parse("2026-12-02T00:00:00Z")).drift()).isEmpty();
    }

    @Test
    void theCoreOfTheContractStandsWhereItShould() throws Exception {
        // Given
        Hypothesis hypothesis = Json.read(HYPOTHESIS, Hypothesis.class).with(report());

        // When
        var json = Json.mapper().readTree(Json.bytes(hypothesis));

        // Then
        assertThat(json.at("/hypothesis_id").asText()).isEqualTo("hyp_8g2k");
        assertThat(json.at("/status").asText()).isEqualTo("approved");
        assertThat(json.at("/backtest/window_days").asInt()).isEqualTo(90);
        assertThat(json.at("/backtest/precision").asDouble()).isEqualTo(0.71);
        assertThat(json.at("/backtest/recall").isNull()).isTrue();
        assertThat(json.at("/backtest").has("recall")).isTrue();
        assertThat(json.at("/backtest/lift_vs_baseline").asDouble()).isEqualTo(4.3);
        assertThat(json.at("/backtest/sample_size").asLong()).isEqualTo(1284);
        assertThat(json.at("/design/anchor").asText()).isEqualTo("first_seen");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"count\": {\"event\": \"a\"}, \"at_least\": 0} | at_least",
                "{\"count\": {\"event\": \"a\"}, \"atleast\": 1} | atleast",
                "{\"count\": {\"event\": \"\"}, \"at_least\": 1} | count.event",
                "{\"all_of\": [{\"any_of\": []}]} | all_of.0.any_of",
                "{\"sequence\": [{\"event\": \"a\"}]} | sequence",
                "{\"any_of\": [{\"count\": {\"event\": \"a\"}, \"at_least\": 1}, {\"trend\": 1}]} | any_of.1.trend",
                "{\"count\": {\"event\": \"a\", \"where\": [{\"scope\": \"event\", \"property\": \"p\", \"op\": \"gt\","
                        + " \"value\": \"x\"}]}, \"at_least\": 1} | count.where.0.value",
            })
    void aConditionThatDoesNotFitNamesTheMemberAtFault(String json, String member) {
        assertThatThrownBy(() -> Json.mapper().readValue(json, Condition.class))
                .isInstanceOfSatisfying(
                        JsonMappingException.class,
                        failure -> assertThat(InvalidPath.of(failure)).isEqualTo(member));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\":{\"event\":\"a\"},\"at_most\":0}",
                "{\"distinct\":\"day\",\"of\":{\"event\":\"a\"},\"at_least\":2}",
                "{\"distinct\":\"session\",\"of\":{\"event\":\"a\"},\"at_least\":2}",
                "{\"distinct\":{\"property\":\"plan\"},\"of\":{\"event\":\"a\"},\"at_least\":2}",
                "{\"trend\":{\"event\":\"*\"},\"change\":\"drop\",\"percent\":50,\"min_events\":3}",
                "{\"not\":{\"any_of\":[{\"count\":{\"event\":\"a\"},\"at_least\":1}]}}",
            })
    void aConditionIsWrittenAsItIsRead(String json) throws Exception {
        assertWrittenAsRead(json, Condition.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"design\":\"rolling\",\"every_days\":7,\"lookback_days\":28}",
                "{\"design\":\"anchored\",\"anchor\":{\"event\":\"a\"},\"within_days\":7}",
                "{\"design\":\"anchored\",\"anchor\":\"first_seen\",\"within\":\"first_session\"}",
            })
    void aDesignIsWrittenAsItIsRead(String json) throws Exception {
        assertWrittenAsRead(json, Design.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"outcome\":{\"event\":\"paid\"},\"horizon_days\":30,\"repeatable\":true}",
                "{\"outcome\":{\"churn\":true},\"horizon_days\":30,\"repeatable\":false}",
            })
    void anOutcomeIsWrittenAsItIsRead(String json) throws Exception {
        assertWrittenAsRead(json, Outcome.class);
    }

    private static void assertWrittenAsRead(String json, Class<?> type) throws Exception {
        assertThat(Json.mapper().readTree(Json.bytes(Json.read(json, type))))
                .isEqualTo(Json.mapper().readTree(json));
    }

    private static Report report() {
        Measures measures = new Measures(
                OptionalDouble.of(0.71),
                OptionalDouble.empty(),
                OptionalDouble.of(0.2),
                OptionalDouble.of(4.3),
                OptionalDouble.of(0.71),
                1284,
                Support.of(new Counts(1, 2, 3, 4)),
                new Counts(1, 2, 3, 4),
                Optional.of(new Interval(0.1, 0.2)),
                Optional.empty(),
                Optional.empty(),
                0.01);
        Instant when = Instant.parse("2026-11-01T00:00:00Z");
        return new Report(
                new RequestId("req_1"),
                1,
                when,
                90,
                when,
                measures,
                0.02,
                320,
                3,
                4,
                measures,
                measures,
                Verdict.PASSED,
                List.of("because"),
                List.of());
    }

    private static final class InvalidPath {
        static String of(JsonMappingException failure) {
            String path = failure.getPath().stream()
                    .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                    .collect(Collectors.joining("."));
            if (failure.getCause() instanceof io.beton.model.InvalidMember invalid
                    && !path.endsWith(invalid.member())) {
                return path.isEmpty() ? invalid.member() : path + "." + invalid.member();
            }
            return path;
        }
    }
}
