package io.beton.hypothesis.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.hypothesis.Numbers;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalPolicyTest {
    private static final Instant AS_OF = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofDays(14);

    @ParameterizedTest
    @CsvSource({
        "PASSED, false, , 0",
        "FAILED, false, , 409",
        "FAILED, false, because, 409",
        "INCONCLUSIVE, false, because, 409",
        "FAILED, true, , 422",
        "FAILED, true, ' ', 422",
        "FAILED, true, because, 0",
        "INCONCLUSIVE, true, because, 0"
    })
    void whoApprovesAgainstAVerdictSaysSoAndWhy(Verdict verdict, boolean override, String comment, int refused) {
        // Given
        Review review = new Review("Ada", Optional.ofNullable(comment), override, false, Seen.UNSAID);

        // Then
        assertThat(refusal(1, report(1, verdict), review, Duration.ZERO)).isEqualTo(refused);
    }

    @Test
    void aReportOfAHistoryThatEndedLongAgoIsNoGroundWhateverItSays() {
        // Given
        Review insisting = new Review("Ada", Optional.of("I know"), true, false, Seen.UNSAID);
        Report passed = report(1, Verdict.PASSED);

        // Then
        assertThat(refusal(1, passed, insisting, LONGEST)).isZero();
        assertThat(refusal(1, passed, insisting, LONGEST.plusNanos(1000))).isEqualTo(409);
        assertThat(refusal(1, passed, insisting, LONGEST.negated())).isZero();
    }

    @Test
    void whatWasEditedIsApprovedByItsVersionAndByAReportOfIt() {
        // Given
        Review silent = Review.of("Ada", Optional.empty(), Seen.UNSAID);
        Review seeing = Review.of("Ada", Optional.empty(), Seen.of(2));

        // Then
        assertThat(refusal(2, report(2, Verdict.PASSED), silent, Duration.ZERO)).isEqualTo(428);
        assertThat(refusal(2, report(2, Verdict.PASSED), seeing, Duration.ZERO)).isZero();
        assertThat(refusal(2, report(1, Verdict.PASSED), seeing, Duration.ZERO)).isEqualTo(409);
    }

    private static int refusal(int version, Report report, Review review, Duration later) {
        return ApprovalPolicy.refusal(hypothesis(version, report), review, AS_OF.plus(later), LONGEST)
                .map(HttpProblem::getStatusCode)
                .orElse(0);
    }

    private static Hypothesis hypothesis(int version, Report report) {
        return new Hypothesis(
                new HypothesisId("hyp_1"),
                version,
                new ConnectionId("con_1"),
                new GoalId("goal_1"),
                GoalKind.CONVERSION,
                "Who invites",
                Subject.PERSON,
                new Condition.Count(Selector.of("invite_sent"), 1),
                new Design.Anchored(Optional.empty(), 7),
                Outcome.of(Selector.of("subscribed"), 30),
                HypothesisState.SCORED,
                false,
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(report));
    }

    private static Report report(int version, Verdict verdict) {
        Measures numbers = Numbers.of(30, 100, 2);
        return new Report(
                new RequestId("req_1"),
                version,
                AS_OF,
                90,
                AS_OF,
                numbers,
                0.01,
                1,
                0,
                0,
                numbers,
                numbers,
                verdict,
                List.of("because of the numbers"),
                List.of());
    }
}
