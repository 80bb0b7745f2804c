package io.beton.hypothesis.proposal;

import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.search.Level;
import io.beton.hypothesis.store.FreshId;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Claim;
import io.beton.model.id.RequestId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks for the numbers of one level of a search; all levels but the first on the history that was read for that, which
 * is held until the finalists are judged.
 */
final class LevelRequest {
    private LevelRequest() {}

    static HistoryRequest of(Exploration exploration, Goal goal, Level level) {
        List<Claim> claims = level.claims();
        int tried = exploration.tried() + Math.max(1, level.tried());
        List<Candidate> candidates = IntStream.range(0, claims.size())
                .mapToObj(i -> new Candidate(
                        exploration.explorationId().candidate(exploration.tried() + i),
                        1,
                        claims.get(i),
                        goal.bar(),
                        true,
                        tried))
                .toList();
        HistoryRequest request = new HistoryRequest(
                new RequestId(FreshId.of("req")),
                goal.connectionId(),
                Purpose.EXPLORE,
                exploration.asOf(),
                exploration.windowDays(),
                candidates);
        HistoryRequest held =
                exploration.base().map(request::onHistoryOf).orElse(request).holding();
        return level.sketched() ? held.sketching() : held;
    }
}
