package io.beton.hypothesis.proposal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.search.Level;
import io.beton.hypothesis.search.SetAside;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One search for hypotheses, as REST shows it and the table holds it.
 *
 * @param tried how many candidates it has counted
 * @param levels what it has counted so far, one request after the other; the first one reads the history
 * @param readings how often it read the history: again where what was held of it was lost
 * @param hypotheses those it proposed, the most promising first
 * @param finalists why each finalist was kept
 * @param setAside events that are the outcome under another name
 * @param advice what the language model was asked for it came to; absent where there is none
 * @param reason why it proposed nothing
 * @param failure why it could not be finished
 */
record Exploration(
        ExplorationId explorationId,
        GoalId goalId,
        Subject subject,
        ExplorationStatus status,
        Instant asOf,
        int windowDays,
        int tried,
        Instant askedAt,
        List<Counted> levels,
        int readings,
        Optional<RequestId> backtestRequestId,
        List<HypothesisId> hypotheses,
        List<Kept> finalists,
        List<SetAside> setAside,
        Optional<Advised> advice,
        Optional<String> reason,
        Optional<String> failure) {

    Exploration {
        // explorations from before there were levels do not tell them
        subject = subject == null ? Subject.PERSON : subject;
        levels = levels == null ? List.of() : List.copyOf(levels);
        hypotheses = List.copyOf(hypotheses);
        finalists = finalists == null ? List.of() : List.copyOf(finalists);
        setAside = setAside == null ? List.of() : List.copyOf(setAside);
        advice = advice == null ? Optional.empty() : advice;
    }

    /**
     * What one request counted.
     *
     * @param cut claims that were not tried, since they could not have become finalists
     * @param left claims that were not tried, since there was no room for them
     */
    record Counted(RequestId requestId, int tried, int cut, int left, boolean sketched) {}

    /** A finalist, whether or not it is new. */
    record Kept(HypothesisId hypothesisId, String hypothesis, String why) {}

    static Exploration asked(ExplorationId id, GoalId goal, Subject subject, Span span, Instant now) {
        return new Exploration(
                id,
                goal,
                subject,
                ExplorationStatus.ADVISING,
                span.asOf(),
                span.windowDays(),
                0,
                now,
                List.of(),
                1,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Exploration begun(Optional<Advised> advised) {
        return new Exploration(
                explorationId,
                goalId,
                subject,
                ExplorationStatus.READING,
                asOf,
                windowDays,
                tried,
                askedAt,
                levels,
                readings,
                backtestRequestId,
                hypotheses,
                finalists,
                setAside,
                advised,
                reason,
                failure);
    }

    @JsonIgnore
    Span span() {
        return new Span(asOf, windowDays);
    }

    /** The request that read the history. */
    Optional<RequestId> base() {
        return levels.stream().map(Counted::requestId).findFirst();
    }

    /** Whether the history that is being counted is one that was held for it. */
    boolean onHeldHistory() {
        return status == ExplorationStatus.BACKTESTING || levels.size() > 1;
    }

    Exploration asking(RequestId request, Level level) {
        Counted counted = new Counted(request, level.tried(), level.cut(), level.left(), level.sketched());
        return with(
                tried + level.tried(),
                Stream.concat(levels.stream(), Stream.of(counted)).toList(),
                readings,
                setAside);
    }

    Exploration knowing(List<SetAside> aliases) {
        return with(tried, levels, readings, aliases);
    }

    /** With nothing counted yet. */
    Exploration again() {
        return with(0, List.of(), readings + 1, List.of());
    }

    private Exploration with(int count, List<Counted> counted, int read, List<SetAside> aliases) {
        return new Exploration(
                explorationId,
                goalId,
                subject,
                status,
                asOf,
                windowDays,
                count,
                askedAt,
                counted,
                read,
                backtestRequestId,
                hypotheses,
                finalists,
                aliases,
                advice,
                reason,
                failure);
    }

    /** @param held whether what was held of the history is counted; else it is read for this */
    Exploration backtesting(RequestId request, Proposal proposal, boolean held) {
        return with(tried, levels, held ? readings : readings + 1, setAside)
                .in(
                        ExplorationStatus.BACKTESTING,
                        Optional.of(request),
                        proposal.tested(),
                        proposal.kept(),
                        reason,
                        failure);
    }

    Exploration done() {
        return in(ExplorationStatus.DONE, backtestRequestId, hypotheses, finalists, reason, failure);
    }

    Exploration foundNothing(String why) {
        return in(ExplorationStatus.DONE, Optional.empty(), List.of(), List.of(), Optional.of(why), failure);
    }

    Exploration failed(String why) {
        return in(ExplorationStatus.FAILED, backtestRequestId, hypotheses, finalists, reason, Optional.of(why));
    }

    private Exploration in(
            ExplorationStatus next,
            Optional<RequestId> backtest,
            List<HypothesisId> tested,
            List<Kept> kept,
            Optional<String> why,
            Optional<String> whyNot) {
        return new Exploration(
                explorationId,
                goalId,
                subject,
                next,
                asOf,
                windowDays,
                tried,
                askedAt,
                levels,
                readings,
                backtest,
                tested,
                kept,
                setAside,
                advice,
                why,
                whyNot);
    }
}
