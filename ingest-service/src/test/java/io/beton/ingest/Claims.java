package io.beton.ingest;

import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes claims, and what asks for their events. */
final class Claims {
    static final int WINDOW_DAYS = 30;

    private Claims() {}

    /** All of these at least once within a week of the anchor, or of being first seen. */
    static Claim claim(Optional<Selector> anchor, Selector outcome, List<Selector> selectors) {
        return new Claim(
                Subject.PERSON,
                new Condition.AllOf(selectors.stream()
                        .<Condition>map(selector -> new Condition.Count(selector, 1))
                        .toList()),
                new Design.Anchored(anchor, 7),
                Outcome.of(outcome, 7));
    }

    static HistoryRequest request(String id, String connection, Purpose purpose, Instant asOf, Claim claim) {
        return new HistoryRequest(
                new RequestId(id),
                new ConnectionId(connection),
                purpose,
                asOf,
                WINDOW_DAYS,
                List.of(new Candidate(new HypothesisId("hyp_" + id), 1, claim, Bar.DEFAULT, false, 1)));
    }

    static Hypothesis live(String id, String connection, Claim claim) {
        return hypothesis(id, connection, claim, HypothesisState.LIVE);
    }

    static Hypothesis hypothesis(String id, String connection, Claim claim, HypothesisState state) {
        return new Hypothesis(
                new HypothesisId(id),
                1,
                new ConnectionId(connection),
                new GoalId("goal_1"),
                GoalKind.CONVERSION,
                "people who do this do that",
                claim.subject(),
                claim.condition(),
                claim.design(),
                claim.outcome(),
                state,
                false,
                1,
                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
