package io.beton.ingest.connection;

import io.beton.ingest.posthog.SourceFailure;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;

/** What REST answers where a connection cannot be made or used, each saying what to do. */
final class ConnectionProblems {
    private static final int UNPROCESSABLE = 422;

    private ConnectionProblems() {}

    /** PostHog refused: which of the known causes it is, in {@code cause}. */
    static HttpProblem refused(SourceFailure failure) {
        return HttpProblem.builder()
                .withStatus(UNPROCESSABLE)
                .withTitle("Cannot connect")
                .withDetail(failure.explained())
                .with("cause", failure.kind().word())
                .build();
    }

    static HttpProblem unknown(String id) {
        return problem(Response.Status.NOT_FOUND, "Unknown connection", "there is no connection " + id);
    }

    static HttpProblem deleted(String id) {
        return problem(
                Response.Status.CONFLICT, "Deleted connection", "connection " + id + " is deleted; connect anew");
    }

    static HttpProblem broken(String id, String reason) {
        return problem(
                Response.Status.CONFLICT,
                "Broken connection",
                "connection " + id + " is broken (" + reason + "); PATCH it with a working api_key");
    }

    static HttpProblem notReadYet() {
        return problem(
                Response.Status.NOT_FOUND,
                "Taxonomy not read yet",
                "the taxonomy is read in the minute after connecting; ask again in a moment");
    }

    static HttpProblem noBody() {
        return HttpProblem.builder()
                .withStatus(Response.Status.BAD_REQUEST)
                .withTitle("Bad input")
                .withDetail("the request has no body; send a JSON object")
                .with("member", "")
                .build();
    }

    private static HttpProblem problem(Response.Status status, String title, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail)
                .build();
    }
}
