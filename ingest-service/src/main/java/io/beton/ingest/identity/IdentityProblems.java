package io.beton.ingest.identity;

import io.beton.ingest.posthog.SourceFailure;
import io.beton.model.id.ConnectionId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.Collection;
import java.util.TreeSet;

/** What REST answers where nothing is told: why, in {@code cause}, and by the status whether asking again may help. */
final class IdentityProblems {
    private static final int UNPROCESSABLE = 422;

    private IdentityProblems() {}

    static HttpProblem forbidden(String detail) {
        return problem(Status.FORBIDDEN.getStatusCode(), "forbidden", detail);
    }

    static HttpProblem unknown(ConnectionId id) {
        return problem(Status.NOT_FOUND.getStatusCode(), "unknown_connection", "there is no connection " + id);
    }

    static HttpProblem deleted(ConnectionId id) {
        return problem(Status.GONE.getStatusCode(), "deleted_connection", "connection " + id + " is deleted");
    }

    static HttpProblem broken(ConnectionId id) {
        return problem(
                Status.CONFLICT.getStatusCode(),
                "broken_connection",
                "connection " + id + " is broken; PATCH it with a working api_key");
    }

    /** @param where the configuration that names what may be told */
    static HttpProblem notAllowed(Collection<String> asked, String where) {
        return problem(
                UNPROCESSABLE,
                "not_allowed",
                new TreeSet<>(asked) + " may not be told; the operator allows it in " + where);
    }

    /** PostHog did not answer: what may pass is a 503, with how long to wait where that is known, what will not a 422. */
    static HttpProblem unanswered(SourceFailure failure) {
        if (failure.unaskable()) {
            return problem(UNPROCESSABLE, "not_expressible", failure.explained());
        }
        HttpProblem.Builder problem = builder(
                Status.SERVICE_UNAVAILABLE.getStatusCode(), failure.kind().word(), failure.explained());
        failure.retryAfter()
                .map(wait -> wait.plusMillis(999).toSeconds())
                .ifPresent(seconds -> problem.withHeader(HttpHeaders.RETRY_AFTER, seconds));
        return problem.build();
    }

    private static HttpProblem problem(int status, String cause, String detail) {
        return builder(status, cause, detail).build();
    }

    private static HttpProblem.Builder builder(int status, String cause, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle("Nothing is told")
                .withDetail(detail)
                .with("cause", cause);
    }
}
