package io.beton.hypothesis.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.hypothesis.Numbers;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.id.RequestId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "PASSED, , , 0",
        "PASSED, false, , 0",
        "FAILED, , , 409",
        "FAILED, false, because, 409",
        "INCONCLUSIVE, , because, 409",
        "FAILED, true, , 422",
        "FAILED, true, ' ', 422",
        "FAILED, true, because, 0",
        "INCONCLUSIVE, true, because, 0"
    })
    void whoApprovesAgainstAVerdictSaysSoAndWhy(Verdict verdict, Boolean override, String comment, int refused) {
        // Given
        Decision decision = new Decision(
                Optional.empty(), Optional.ofNullable(comment), Optional.ofNullable(override), Optional.empty());

        // When
        Optional<HttpProblem> refusal = ApprovalPolicy.refusal(report(verdict), decision);

        // Then
        assertThat(refusal.map(HttpProblem::getStatusCode).orElse(0)).isEqualTo(refused);
    }

    private static Report report(Verdict verdict) {
        Measures numbers = Numbers.of(30, 100, 2);
        return new Report(
                new RequestId("req_1"),
                1,
                Instant.EPOCH,
                90,
                Instant.EPOCH,
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
