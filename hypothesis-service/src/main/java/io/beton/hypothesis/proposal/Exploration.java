package io.beton.hypothesis.proposal;

import io.beton.hypothesis.request.Span;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One search for hypotheses, as REST shows it and the table holds it.
 *
 * @param tried how many candidates it counts
 * @param hypotheses those it proposed, the most promising first
 * @param reason why it proposed nothing
 * @param failure why it could not be finished
 */
record Exploration(
        ExplorationId explorationId,
        GoalId goalId,
        ExplorationStatus status,
        RequestId requestId,
        Instant asOf,
        int windowDays,
        int tried,
        Instant askedAt,
        Optional<RequestId> backtestRequestId,
        List<HypothesisId> hypotheses,
        Optional<String> reason,
        Optional<String> failure) {

    Exploration {
        hypotheses = List.copyOf(hypotheses);
    }

    static Exploration asked(ExplorationId id, GoalId goal, RequestId request, Span span, int tried, Instant now) {
        return new Exploration(
                id,
                goal,
                ExplorationStatus.READING,
                request,
                span.asOf(),
                span.windowDays(),
                tried,
                now,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether a result is that of one of its candidates. */
    boolean asksFor(BacktestResult result) {
        return result.position() >= 0
                && result.position() < tried
                && result.hypothesisId().equals(explorationId.candidate(result.position()));
    }

    Span span() {
        return new Span(asOf, windowDays);
    }

    Exploration backtesting(RequestId request, List<HypothesisId> finalists) {
        return in(ExplorationStatus.BACKTESTING, Optional.of(request), finalists, Optional.empty(), Optional.empty());
    }

    Exploration done() {
        return in(ExplorationStatus.DONE, backtestRequestId, hypotheses, reason, Optional.empty());
    }

    Exploration foundNothing(String why) {
        return in(ExplorationStatus.DONE, Optional.empty(), List.of(), Optional.of(why), Optional.empty());
    }

    Exploration failed(String why) {
        return in(ExplorationStatus.FAILED, backtestRequestId, hypotheses, Optional.empty(), Optional.of(why));
    }

    private Exploration in(
            ExplorationStatus next,
            Optional<RequestId> backtest,
            List<HypothesisId> finalists,
            Optional<String> why,
            Optional<String> whyNot) {
        return new Exploration(
                explorationId,
                goalId,
                next,
                requestId,
                asOf,
                windowDays,
                tried,
                askedAt,
                backtest,
                finalists,
                why,
                whyNot);
    }
}
