package io.beton.hypothesis.goal;

import io.beton.model.id.ConnectionId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** What REST answers where a goal cannot be set or found, each saying what to do. */
public final class GoalProblems {
    private static final int UNPROCESSABLE = 422;

    private GoalProblems() {}

    public static HttpProblem unknown(String id) {
        return HttpProblem.builder()
                .withStatus(Response.Status.NOT_FOUND)
                .withTitle("Unknown goal")
                .withDetail("there is no goal " + id)
                .build();
    }

    /** A goal that a body names but that is not there. */
    public static HttpProblem unknownIn(String member, String id) {
        return refused(member, "there is no goal " + id + "; POST /api/v1/goals makes one")
                .build();
    }

    public static HttpProblem noConnection(ConnectionId id) {
        return refused(
                        "connection_id",
                        "there is no connection " + id
                                + "; connect first, and if that was just now, ask again in a moment")
                .build();
    }

    /** Too early, and not the caller's fault. */
    public static HttpProblem noTaxonomy(ConnectionId id) {
        return HttpProblem.builder()
                .withStatus(Response.Status.CONFLICT)
                .withTitle("Taxonomy not read yet")
                .withDetail("the event names of connection " + id + " are not read yet; ask again in a moment")
                .build();
    }

    public static HttpProblem nothingToExplore(ConnectionId id) {
        return refused(
                        "goal_id",
                        "connection " + id
                                + " has no events of its own besides sign-up and outcome in the last 30 days,"
                                + " so there is nothing to explore; capture some, or POST a hypothesis of your own")
                .build();
    }

    static HttpProblem nothingToGuessFrom(ConnectionId id) {
        return refused(
                        "outcome",
                        "the event names of connection " + id
                                + " are not read yet, so the outcome cannot be guessed; give `outcome`, or ask again in a moment")
                .build();
    }

    static HttpProblem nothingFits(List<String> candidates) {
        return refused(
                        "outcome",
                        "no event name tells which one is the outcome; give `outcome`, such as {\"event\": \"...\"}")
                .with("candidates", candidates)
                .build();
    }

    static HttpProblem changedMeanwhile(String id) {
        return HttpProblem.builder()
                .withStatus(Response.Status.CONFLICT)
                .withTitle("Changed meanwhile")
                .withDetail("somebody else changed goal " + id + " at the same moment; look at it and try again")
                .build();
    }

    private static HttpProblem.Builder refused(String member, String detail) {
        return HttpProblem.builder()
                .withStatus(UNPROCESSABLE)
                .withTitle("Cannot be done so")
                .withDetail(detail)
                .with("member", member);
    }
}
