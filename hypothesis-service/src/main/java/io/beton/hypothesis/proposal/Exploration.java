package io.beton.hypothesis.proposal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import java.util.List;
import java.util.Optional;

/**
 * One search for hypotheses of a goal.
 *
 * @param tried how many candidates were scored
 * @param request what is awaited now: the scoring of all candidates, then the backtest of the chosen
 * @param failure why it ended without a result
 */
public record Exploration(
        String explorationId,
        GoalId goalId,
        Status status,
        int tried,
        List<HypothesisId> hypotheses,
        HistoryRequest request,
        Optional<String> failure) {

    Exploration awaiting(HistoryRequest next, List<HypothesisId> chosen) {
        return new Exploration(explorationId, goalId, Status.BACKTESTING, tried, chosen, next, Optional.empty());
    }

    Exploration ended(Status end, Optional<String> reason) {
        return new Exploration(explorationId, goalId, end, tried, hypotheses, request, reason);
    }

    /** How far it is. */
    public enum Status {
        @JsonProperty("reading")
        READING,
        @JsonProperty("backtesting")
        BACKTESTING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("failed")
        FAILED
    }
}
