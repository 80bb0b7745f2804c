package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.goal.GoalStore;
import io.beton.hypothesis.store.Transactions;
import io.beton.model.InvalidMember;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Hypotheses as a person handles them. */
@Path("/api/v1/hypotheses")
public class HypothesisResource {
    private static final int DEFAULT_WINDOW = 90;
    private static final int LARGEST_PAGE = 200;
    private static final Clock CLOCK = Clock.systemUTC();

    private final HypothesisStore store;
    private final HypothesisLifecycle lifecycle;
    private final Transactions transactions;
    private final GoalStore goals;

    HypothesisResource(
            HypothesisStore store, HypothesisLifecycle lifecycle, Transactions transactions, GoalStore goals) {
        this.store = store;
        this.lifecycle = lifecycle;
        this.transactions = transactions;
        this.goals = goals;
    }

    @POST
    public Response create(NewHypothesis request) {
        Goal goal = goals.get(request.goalId());
        InvalidMember.check(
                goal.connectionId().equals(request.connectionId()),
                "connection_id",
                "goal " + goal.goalId() + " belongs to connection " + goal.connectionId());
        Hypothesis hypothesis = new Hypothesis(
                new HypothesisId(
                        "hyp_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12)),
                1,
                goal.connectionId(),
                goal.goalId(),
                goal.kind(),
                request.hypothesis(),
                request.subject().orElse(Subject.PERSON),
                request.condition(),
                request.design(),
                goal.target(),
                HypothesisState.PROPOSED,
                false,
                1,
                Optional.empty(),
                Optional.empty());
        transactions.run(transaction -> {
            lifecycle.propose(transaction, hypothesis, "anonymous");
            return hypothesis;
        });
        return Response.created(URI.create("/api/v1/hypotheses/" + hypothesis.hypothesisId()))
                .entity(hypothesis)
                .build();
    }

    @GET
    public Page list(
            @QueryParam("status") Optional<String> status,
            @QueryParam("goal_id") Optional<String> goal,
            @QueryParam("cursor") @DefaultValue("0") long cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        int most = Math.max(1, Math.min(limit, LARGEST_PAGE));
        List<HypothesisStore.Stored> found =
                store.list(status.map(name -> name.toUpperCase(Locale.ROOT)), goal, cursor, most);
        Optional<String> next = found.size() < most
                ? Optional.empty()
                : Optional.of(String.valueOf(found.get(found.size() - 1).sequence()));
        return new Page(found.stream().map(HypothesisStore.Stored::hypothesis).toList(), next);
    }

    @GET
    @Path("/{id}")
    public Hypothesis get(@PathParam("id") String id) {
        return transactions
                .run(transaction -> store.get(transaction, new HypothesisId(id)))
                .hypothesis();
    }

    @GET
    @Path("/{id}/audit")
    public Audit audit(@PathParam("id") String id) {
        return new Audit(store.audit(get(id).hypothesisId()));
    }

    @POST
    @Path("/{id}/backtest")
    public Response backtest(@PathParam("id") String id, Optional<NewBacktest> body) {
        NewBacktest request = body.orElse(new NewBacktest(Optional.empty(), Optional.empty()));
        HistoryRequest asked = transactions.run(transaction -> {
            HypothesisStore.Stored stored = store.get(transaction, new HypothesisId(id));
            return lifecycle.backtest(
                    transaction,
                    stored,
                    goals.get(stored.hypothesis().goalId()).bar(),
                    request.asOf().orElseGet(CLOCK::instant),
                    request.windowDays().orElse(DEFAULT_WINDOW),
                    "anonymous");
        });
        return Response.accepted(new Asked(asked.requestId()))
                .location(URI.create("/api/v1/hypotheses/" + id))
                .build();
    }

    @POST
    @Path("/{id}/approve")
    public Hypothesis approve(@PathParam("id") String id, Optional<Decision> body) {
        Decision decision = body.orElse(Decision.NONE);
        return transactions.run(transaction -> {
            HypothesisStore.Stored stored = store.get(transaction, new HypothesisId(id));
            Transitions.check(stored.hypothesis(), HypothesisState.APPROVED);
            Report report = approvable(stored.hypothesis(), decision);
            lifecycle.approve(transaction, stored, report, decision.who(), decision.comment());
            return store.get(transaction, new HypothesisId(id)).hypothesis();
        });
    }

    @POST
    @Path("/{id}/reject")
    public Hypothesis reject(@PathParam("id") String id, Optional<Decision> decision) {
        return move(id, HypothesisState.REJECTED, decision);
    }

    @POST
    @Path("/{id}/pause")
    public Hypothesis pause(@PathParam("id") String id, Optional<Decision> decision) {
        return move(id, HypothesisState.PAUSED, decision);
    }

    @POST
    @Path("/{id}/resume")
    public Hypothesis resume(@PathParam("id") String id, Optional<Decision> decision) {
        return move(id, HypothesisState.LIVE, decision);
    }

    @POST
    @Path("/{id}/retire")
    public Hypothesis retire(@PathParam("id") String id, Optional<Decision> decision) {
        return move(id, HypothesisState.RETIRED, decision);
    }

    private Hypothesis move(String id, HypothesisState to, Optional<Decision> body) {
        Decision decision = body.orElse(Decision.NONE);
        return transactions.run(transaction -> {
            HypothesisStore.Stored stored = store.get(transaction, new HypothesisId(id));
            lifecycle.move(transaction, stored, to, Optional.empty(), decision.who(), decision.comment());
            return store.get(transaction, new HypothesisId(id)).hypothesis();
        });
    }

    private static Report approvable(Hypothesis hypothesis, Decision decision) {
        Report report = hypothesis
                .backtest()
                .orElseThrow(() -> HttpProblem.valueOf(Response.Status.CONFLICT, "it has no report yet"));
        boolean overridden = decision.override().orElse(false)
                && decision.comment().filter(text -> !text.isBlank()).isPresent();
        if (report.verdict() != Verdict.PASSED && !overridden) {
            throw HttpProblem.valueOf(
                    Response.Status.CONFLICT,
                    "its verdict is " + report.verdict().name().toLowerCase(Locale.ROOT) + " ("
                            + String.join("; ", report.reasons())
                            + "); to approve it all the same send \"override\": true and a \"comment\"");
        }
        return report;
    }

    record NewHypothesis(
            ConnectionId connectionId,
            GoalId goalId,
            String hypothesis,
            Optional<Subject> subject,
            Condition condition,
            Design design) {
        NewHypothesis {
            InvalidMember.require(connectionId, "connection_id");
            InvalidMember.require(goalId, "goal_id");
            InvalidMember.requireText(hypothesis, "hypothesis");
            InvalidMember.require(condition, "condition");
            InvalidMember.require(design, "design");
        }
    }

    record NewBacktest(Optional<Instant> asOf, Optional<Integer> windowDays) {}

    record Decision(Optional<String> by, Optional<String> comment, Optional<Boolean> override) {
        static final Decision NONE = new Decision(Optional.empty(), Optional.empty(), Optional.empty());

        String who() {
            return by.orElse("anonymous");
        }
    }

    record Asked(RequestId requestId) {}

    record Page(List<Hypothesis> items, Optional<String> nextCursor) {}

    record Audit(List<AuditEntry> items) {}
}
