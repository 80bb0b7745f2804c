package io.beton.hypothesis.lifecycle;

import io.beton.model.backtest.Report;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** What REST answers where a hypothesis cannot do what was asked, each saying what it can do. */
final class LifecycleProblems {
    private static final int UNPROCESSABLE = 422;

    private LifecycleProblems() {}

    static HttpProblem unknown(HypothesisId id) {
        return HttpProblem.builder()
                .withStatus(Response.Status.NOT_FOUND)
                .withTitle("Unknown hypothesis")
                .withDetail("there is no hypothesis " + id)
                .build();
    }

    static HttpProblem forbidden(HypothesisState from, HypothesisState to) {
        return conflict(
                        "Forbidden transition",
                        "a hypothesis that is " + StateName.of(from) + " cannot become " + StateName.of(to)
                                + "; from there it may become " + StateName.of(from.next()))
                .with("from", StateName.of(from))
                .with("to", StateName.of(to))
                .with("allowed", StateName.of(from.next()))
                .build();
    }

    static HttpProblem notPaused(HypothesisState from) {
        return conflict(
                        "Forbidden transition",
                        "only what is paused can be resumed; this is " + StateName.of(from)
                                + ", and goes live by itself once its approval is published")
                .with("from", StateName.of(from))
                .with("to", StateName.of(HypothesisState.LIVE))
                .build();
    }

    static HttpProblem changedMeanwhile(HypothesisId id, HypothesisState from, HypothesisState to) {
        return conflict(
                        "Changed meanwhile",
                        "somebody else changed hypothesis " + id + " at the same moment; look at it and decide again")
                .with("from", StateName.of(from))
                .with("to", StateName.of(to))
                .build();
    }

    static HttpProblem notPassed(Report report) {
        return conflict(
                        "Not passed",
                        "its verdict is " + report.verdict().name().toLowerCase(Locale.ROOT) + " ("
                                + String.join("; ", report.reasons())
                                + "); to approve it all the same send {\"override\": true, \"comment\": \"why\"}")
                .build();
    }

    static HttpProblem overrideUnexplained() {
        return HttpProblem.builder()
                .withStatus(UNPROCESSABLE)
                .withTitle("Cannot be done so")
                .withDetail("who approves against the verdict says why; give `comment`")
                .with("member", "comment")
                .build();
    }

    static HttpProblem notOneQuery(String why) {
        return HttpProblem.builder()
                .withStatus(UNPROCESSABLE)
                .withTitle("Cannot be put into one query")
                .withDetail(why)
                .build();
    }

    private static HttpProblem.Builder conflict(String title, String detail) {
        return HttpProblem.builder()
                .withStatus(Response.Status.CONFLICT)
                .withTitle(title)
                .withDetail(detail);
    }
}
