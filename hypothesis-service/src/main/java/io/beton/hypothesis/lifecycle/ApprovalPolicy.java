package io.beton.hypothesis.lifecycle;

import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Hypothesis;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a hypothesis may be approved. Its report must be of this version and of a history that ends not long ago; a
 * verdict is advice, but who goes against it says so and why.
 */
final class ApprovalPolicy {
    private ApprovalPolicy() {}

    /** Why not; nothing where the approval stands. */
    static Optional<HttpProblem> refusal(Hypothesis hypothesis, Review review, Instant now, Duration maxAge) {
        Report report = hypothesis.backtest().orElseThrow();
        if (hypothesis.version() > 1 && !review.seen().said()) {
            return Optional.of(ApprovalProblems.versionUnsaid(hypothesis.version()));
        }
        if (report.version() != hypothesis.version()) {
            return Optional.of(ApprovalProblems.reportOfOtherVersion(report, hypothesis.version()));
        }
        if (report.asOf().plus(maxAge).isBefore(now)) {
            return Optional.of(ApprovalProblems.reportTooOld(report, maxAge));
        }
        if (report.verdict() == Verdict.PASSED) {
            return Optional.empty();
        }
        if (!review.override()) {
            return Optional.of(ApprovalProblems.notPassed(report));
        }
        return review.explained() ? Optional.empty() : Optional.of(ApprovalProblems.overrideUnexplained());
    }

    /** The approval stands through a pause; who goes on although the signals came true too seldom says why. */
    static Optional<HttpProblem> refusalToResume(Hypothesis hypothesis, Review review) {
        return hypothesis.drift().isPresent() && !review.explained()
                ? Optional.of(ApprovalProblems.driftUnexplained())
                : Optional.empty();
    }
}
