package io.beton.hypothesis.lifecycle;

import io.beton.model.backtest.Report;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;

/** What REST answers where a hypothesis may not be approved, each saying what it takes. */
final class ApprovalProblems {
    private static final int UNPROCESSABLE = 422;

    private ApprovalProblems() {}

    static HttpProblem versionUnsaid(int version) {
        return refused(
                        Response.Status.PRECONDITION_REQUIRED,
                        "Which version",
                        "it was edited, so say which version you approve: send {\"version\": " + version
                                + "}, or the ETag that you saw as `If-Match`")
                .with("member", "version")
                .with("version", version)
                .build();
    }

    static HttpProblem reportOfOtherVersion(Report report, int version) {
        return refused(
                        Response.Status.CONFLICT,
                        "Not tested",
                        "its report is of version " + report.version() + ", not of version " + version
                                + "; have it tested by POST to its /backtest")
                .build();
    }

    static HttpProblem reportTooOld(Report report, Duration maxAge) {
        return refused(
                        Response.Status.CONFLICT,
                        "Report too old",
                        "its report is of the history up to " + report.asOf() + ", which is longer ago than "
                                + said(maxAge) + " (`beton.hypothesis.max-report-age`); have it tested again by"
                                + " POST to its /backtest, without `as_of`, and look at what comes out")
                .with("as_of", report.asOf())
                .with("max_report_age", maxAge)
                .build();
    }

    static HttpProblem notPassed(Report report) {
        return refused(
                        Response.Status.CONFLICT,
                        "Not passed",
                        "its verdict is " + report.verdict().name().toLowerCase(Locale.ROOT) + " ("
                                + String.join("; ", report.reasons())
                                + "); to approve it all the same send {\"override\": true, \"comment\": \"why\"}")
                .build();
    }

    static HttpProblem overrideUnexplained() {
        return unexplained("who approves against the verdict says why; give `comment`");
    }

    static HttpProblem driftUnexplained() {
        return unexplained("it is paused since its signals came true too seldom (its `drift` says how seldom); who goes"
                + " on with it says why; give `comment`, or edit it");
    }

    private static HttpProblem unexplained(String detail) {
        return HttpProblem.builder()
                .withStatus(UNPROCESSABLE)
                .withTitle("Cannot be done so")
                .withDetail(detail)
                .with("member", "comment")
                .build();
    }

    private static String said(Duration age) {
        return age.toDays() > 0 ? age.toDays() + " days" : age.toString();
    }

    private static HttpProblem.Builder refused(Response.Status status, String title, String detail) {
        return HttpProblem.builder().withStatus(status).withTitle(title).withDetail(detail);
    }
}
