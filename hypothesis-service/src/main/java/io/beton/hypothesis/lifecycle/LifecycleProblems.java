package io.beton.hypothesis.lifecycle;

import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;

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

    static HttpProblem otherVersion(int seen, KeptHypothesis kept) {
        int version = kept.hypothesis().version();
        return conflict(
                        "Changed meanwhile",
                        "you mean version " + seen + ", but it is version " + version
                                + " by now; look at that and decide again with {\"version\": " + version + "}")
                .with("version", version)
                .build();
    }

    static HttpProblem noLongerSo(KeptHypothesis kept) {
        return HttpProblem.builder()
                .withStatus(Response.Status.PRECONDITION_FAILED)
                .withTitle("Changed meanwhile")
                .withDetail("the hypothesis is no longer as `If-Match` says; its tag is " + kept.tag()
                        + " now. Look at it and decide again")
                .with("etag", kept.tag())
                .build();
    }

    static HttpProblem notEditable(HypothesisState state) {
        return conflict("Cannot be edited now", whyNotEditable(state))
                .with("from", StateName.of(state))
                .with("to", StateName.of(HypothesisState.PROPOSED))
                .with("editable", StateName.of(HypothesisState.editable()))
                .build();
    }

    private static String whyNotEditable(HypothesisState state) {
        return switch (state) {
            case BACKTESTING ->
                "its backtest is under way; wait for the report, which ends in a minute or with a reason"
                        + " in the audit, then edit";
            case APPROVED -> "it is about to go live; once it is, pause it, then edit";
            case LIVE -> "it is live, and nobody shall be signalled by what is about to change; pause it, then edit";
            case RETIRED, REJECTED ->
                "it is " + StateName.of(state) + ", which is its end; POST /api/v1/hypotheses proposes a new one";
            case PROPOSED, SCORED, PAUSED -> "it can be edited";
        };
    }

    static HttpProblem unknownReport(ReportHash hash) {
        return HttpProblem.builder()
                .withStatus(Response.Status.NOT_FOUND)
                .withTitle("Unknown report")
                .withDetail("no step of this hypothesis rests on a report with the hash " + hash.value()
                        + "; its audit gives them as `report_hash`")
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
