package io.beton.hypothesis.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.hypothesis.Numbers;
import io.beton.model.Json;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchesTest {
    private static final String EAGER = "{\"count\": {\"event\": \"a\"}, \"at_least\": 1}";
    private static final String DEFERRED = "{\"count\": {\"event\": \"a\"}, \"at_most\": 1}";
    private static final String ANCHORED = "{\"design\": \"anchored\", \"anchor\": \"first_seen\", \"within_days\": 9}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                EAGER + "|" + ANCHORED + "|9",
                EAGER + "|{\"design\": \"anchored\", \"anchor\": \"first_seen\", \"within\": \"first_session\"}|1",
                EAGER + "|{\"design\": \"rolling\", \"every_days\": 3, \"lookback_days\": 20}|3",
                DEFERRED + "|{\"design\": \"rolling\", \"every_days\": 3, \"lookback_days\": 20}|0",
                DEFERRED + "|" + ANCHORED + "|0"
            })
    void howLongAFiringMayBeBeforeItsLandmark(String condition, String design, int days) {
        assertThat(Watches.daysToLandmark(hypothesis(condition, design))).isEqualTo(days);
    }

    @Test
    void whatWasApprovedAgainstTheVerdictIsWatchedByWhatWasSeen() {
        // Given
        Hypothesis hypothesis = hypothesis(EAGER, ANCHORED);
        // Then
        assertThat(Watches.accepted(tested(hypothesis, Verdict.FAILED))).hasValue(0.4);
        assertThat(Watches.accepted(tested(hypothesis, Verdict.PASSED))).isEmpty();
    }

    private static Hypothesis tested(Hypothesis hypothesis, Verdict verdict) {
        Candidate candidate = new Candidate(hypothesis.hypothesisId(), 1, hypothesis.claim(), Bar.DEFAULT, false, 1);
        HistoryRequest request = new HistoryRequest(
                new RequestId("req_1"),
                hypothesis.connectionId(),
                Purpose.BACKTEST,
                Instant.parse("2026-11-01T00:00:00Z"),
                90,
                List.of(candidate));
        return hypothesis.with(Numbers.report(request, candidate, Numbers.of(60, 150, 3), verdict));
    }

    private static Hypothesis hypothesis(String condition, String design) {
        return Json.read("""
                {"hypothesis_id": "hyp_1", "version": 1, "connection_id": "con_1", "goal_id": "goal_1",
                 "type": "conversion", "hypothesis": "Who does", "subject": {"kind": "person"},
                 "condition": %s, "design": %s,
                 "goal": {"outcome": {"event": "b"}, "horizon_days": 30, "repeatable": false},
                 "status": "proposed", "searched": false, "tried": 1}
                """.formatted(condition, design), Hypothesis.class);
    }
}
