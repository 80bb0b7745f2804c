package io.beton.hypothesis.goal;

import io.beton.hypothesis.source.KnownConnections;
import io.beton.model.InvalidMember;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The goals of a project; an outcome that is not given is guessed and shown as a guess. */
@Path("/api/v1/goals")
public class GoalResource {
    private static final int UNPROCESSABLE = 422;
    private static final int DEFAULT_HORIZON = 30;
    private static final int NAMED_CANDIDATES = 15;

    private final GoalStore goals;
    private final KnownConnections connections;

    GoalResource(GoalStore goals, KnownConnections connections) {
        this.goals = goals;
        this.connections = connections;
    }

    @POST
    public Response create(NewGoal request) {
        if (!connections.connected(request.connectionId())) {
            throw HttpProblem.builder()
                    .withStatus(UNPROCESSABLE)
                    .withTitle("Unknown connection")
                    .withDetail("there is no connection " + request.connectionId())
                    .with("member", "connection_id")
                    .build();
        }
        Optional<OutcomeGuess.Guess> guess =
                request.outcome().isPresent() ? Optional.empty() : Optional.of(guess(request));
        Goal goal = new Goal(
                new GoalId("goal_" + UUID.randomUUID().toString().replace("-", "")),
                request.connectionId(),
                request.name(),
                request.kind(),
                request.outcome()
                        .orElseGet(() -> Selector.of(guess.orElseThrow().event())),
                guess.isPresent(),
                guess.map(OutcomeGuess.Guess::reason),
                request.horizonDays().orElse(DEFAULT_HORIZON),
                request.repeatable().orElse(false),
                request.bar().orElse(Bar.DEFAULT));
        goal.target();
        goals.save(goal);
        return Response.created(URI.create("/api/v1/goals/" + goal.goalId()))
                .entity(goal)
                .build();
    }

    @GET
    public Map<String, List<Goal>> list() {
        return Map.of("items", goals.all());
    }

    @GET
    @Path("/{id}")
    public Goal get(@PathParam("id") String id) {
        return goals.get(new GoalId(id));
    }

    @PATCH
    @Path("/{id}")
    public Goal change(@PathParam("id") String id, GoalChange change) {
        Goal goal = goals.get(new GoalId(id));
        Goal changed = new Goal(
                goal.goalId(),
                goal.connectionId(),
                change.name().orElse(goal.name()),
                goal.kind(),
                change.outcome().orElse(goal.outcome()),
                goal.outcomeGuessed() && change.outcome().isEmpty(),
                change.outcome().isPresent() ? Optional.empty() : goal.guessReason(),
                change.horizonDays().orElse(goal.horizonDays()),
                goal.repeatable(),
                change.bar().orElse(goal.bar()));
        changed.target();
        goals.save(changed);
        return changed;
    }

    private OutcomeGuess.Guess guess(NewGoal request) {
        Taxonomy taxonomy = connections
                .taxonomy(request.connectionId())
                .orElseThrow(() -> new InvalidMember(
                        "outcome", "the taxonomy has not been read yet; give `outcome`, or ask again in a moment"));
        return OutcomeGuess.guess(request.kind(), taxonomy).orElseThrow(() -> {
            List<String> names = taxonomy.events().stream()
                    .map(Taxonomy.EventType::name)
                    .filter(name -> !name.startsWith("$"))
                    .limit(NAMED_CANDIDATES)
                    .toList();
            return HttpProblem.builder()
                    .withStatus(UNPROCESSABLE)
                    .withTitle("No outcome recognised")
                    .withDetail("no event sounds like a "
                            + request.kind().name().toLowerCase() + "; give `outcome`, for example one of " + names)
                    .with("member", "outcome")
                    .build();
        });
    }

    record NewGoal(
            ConnectionId connectionId,
            String name,
            GoalKind kind,
            Optional<Selector> outcome,
            Optional<Integer> horizonDays,
            Optional<Boolean> repeatable,
            Optional<Bar> bar) {
        NewGoal {
            InvalidMember.require(connectionId, "connection_id");
            InvalidMember.requireText(name, "name");
            InvalidMember.require(kind, "kind");
        }
    }

    record GoalChange(
            Optional<String> name, Optional<Selector> outcome, Optional<Integer> horizonDays, Optional<Bar> bar) {}
}
