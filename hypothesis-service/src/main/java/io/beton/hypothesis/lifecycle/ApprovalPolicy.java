package io.beton.hypothesis.lifecycle;

import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.Optional;

/** Whether a report may be approved: a verdict is advice, but who goes against it says so and why. */
final class ApprovalPolicy {
    private ApprovalPolicy() {}

    /** Why not; nothing where the approval stands. */
    static Optional<HttpProblem> refusal(Report report, Decision decision) {
        if (report.verdict() == Verdict.PASSED) {
            return Optional.empty();
        }
        if (!decision.overrides()) {
            return Optional.of(LifecycleProblems.notPassed(report));
        }
        return decision.explained() ? Optional.empty() : Optional.of(LifecycleProblems.overrideUnexplained());
    }
}
