package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.store.FreshId;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Claim;
import io.beton.model.id.RequestId;
import java.util.List;
import java.util.stream.IntStream;

/** Asks for one reading of history that counts every candidate of an exploration. */
final class CandidateRequest {
    private CandidateRequest() {}

    static HistoryRequest of(ExplorationId id, Goal goal, List<Claim> claims, Span span) {
        List<Candidate> candidates = IntStream.range(0, claims.size())
                .mapToObj(position ->
                        new Candidate(id.candidate(position), 1, claims.get(position), goal.bar(), true, claims.size()))
                .toList();
        return new HistoryRequest(
                new RequestId(FreshId.of("req")),
                goal.connectionId(),
                Purpose.EXPLORE,
                span.asOf(),
                span.windowDays(),
                candidates);
    }
}
