package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.source.KnownConnections;
import io.beton.hypothesis.store.Transactions;
import io.beton.model.InvalidMember;
import io.beton.model.connection.Taxonomy;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Starts explorations and tells how far they are. */
@Path("/api/v1/explorations")
public class ExplorationResource {
    private static final int DEFAULT_WINDOW = 90;
    private static final Clock CLOCK = Clock.systemUTC();

    private final Explorer explorer;
    private final GoalStore goals;
    private final KnownConnections connections;
    private final Transactions transactions;

    ExplorationResource(Explorer explorer, GoalStore goals, KnownConnections connections, Transactions transactions) {
        this.explorer = explorer;
        this.goals = goals;
        this.connections = connections;
        this.transactions = transactions;
    }

    @POST
    public Response start(NewExploration request) {
        Goal goal = goals.get(request.goalId());
        Taxonomy taxonomy = connections
                .taxonomy(goal.connectionId())
                .filter(known -> known.events().stream().anyMatch(event -> event.volume() > 0))
                .orElseThrow(() -> HttpProblem.valueOf(
                        Response.Status.CONFLICT,
                        "no events are known of connection " + goal.connectionId()
                                + " yet; ask again when its taxonomy has been read"));
        Exploration exploration = transactions.run(transaction -> explorer.explore(
                transaction,
                goal,
                taxonomy,
                request.asOf().orElseGet(CLOCK::instant),
                request.windowDays().orElse(DEFAULT_WINDOW)));
        return Response.accepted(view(exploration))
                .location(URI.create("/api/v1/explorations/" + exploration.explorationId()))
                .build();
    }

    @GET
    @Path("/{id}")
    public ExplorationView get(@PathParam("id") String id) {
        return transactions
                .run(transaction -> transaction.document(
                        Exploration.class, "select document from hypothesis.exploration where id = ?", id))
                .map(ExplorationResource::view)
                .orElseThrow(() -> HttpProblem.valueOf(Response.Status.NOT_FOUND, "there is no exploration " + id));
    }

    private static ExplorationView view(Exploration exploration) {
        return new ExplorationView(
                exploration.explorationId(),
                exploration.goalId(),
                exploration.status(),
                exploration.tried(),
                exploration.hypotheses(),
                exploration.failure());
    }

    record NewExploration(GoalId goalId, Optional<Instant> asOf, Optional<Integer> windowDays) {
        NewExploration {
            InvalidMember.require(goalId, "goal_id");
        }
    }

    /** An exploration without its request, which can hold hundreds of candidates. */
    record ExplorationView(
            String explorationId,
            GoalId goalId,
            Exploration.Status status,
            int tried,
            List<HypothesisId> hypotheses,
            Optional<String> failure) {}
}
