package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.InvalidMember;
import io.beton.model.backtest.Report;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A versioned claim with its state and last report, as it stands on the topic, in REST and in the database.
 *
 * <p>Reads: nothing. Writes: nothing. On failure: the constructor names the member at fault, so that a hypothesis that
 * exists is valid.
 *
 * @param hypothesis one English sentence
 * @param type what kind of goal it serves
 * @param tried how many candidates were tried to find it; 1 where a person wrote it
 * @param searched whether a search chose it, so that only its holdout may judge it
 * @param approvedAt since when subjects that fire are signalled
 * @param backfillUntil who fired before this time, and since the approval before it, is signalled too, once their past is
 *     known; absent where nobody asked
 * @param liveBefore when it was live before pauses: who fired then is signalled too, however late that is known
 */
public record Hypothesis(
        HypothesisId hypothesisId,
        int version,
        ConnectionId connectionId,
        GoalId goalId,
        GoalKind type,
        String hypothesis,
        Subject subject,
        Condition condition,
        Design design,
        @JsonProperty("goal") Outcome outcome,
        HypothesisState status,
        boolean searched,
        int tried,
        Optional<Instant> approvedAt,
        Optional<Instant> backfillUntil,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LivePeriod> liveBefore,
        Optional<Report> backtest) {

    @JsonCreator
    public Hypothesis {
        InvalidMember.require(hypothesisId, "hypothesis_id");
        InvalidMember.check(version >= 1, "version", "`version` starts at 1");
        InvalidMember.require(connectionId, "connection_id");
        InvalidMember.require(goalId, "goal_id");
        InvalidMember.require(type, "type");
        InvalidMember.requireText(hypothesis, "hypothesis");
        InvalidMember.require(status, "status");
        InvalidMember.check(
                !status.matched() || (approvedAt != null && approvedAt.isPresent()),
                "approved_at",
                "a hypothesis that is approved or live says since when");
        approvedAt = approvedAt == null ? Optional.empty() : approvedAt;
        backfillUntil = backfillUntil == null ? Optional.empty() : backfillUntil;
        liveBefore = liveBefore == null ? List.of() : List.copyOf(liveBefore);
        backtest = backtest == null ? Optional.empty() : backtest;
        new Claim(subject, condition, design, outcome);
    }

    @JsonIgnore
    public Claim claim() {
        return new Claim(subject, condition, design, outcome);
    }

    public Hypothesis in(HypothesisState next) {
        return changed(next, approvedAt, backfillUntil, liveBefore, backtest);
    }

    public Hypothesis approvedAt(Instant when) {
        return changed(HypothesisState.APPROVED, Optional.of(when), backfillUntil, liveBefore, backtest);
    }

    /** With those who fired before the approval signalled too; of one that was resumed, those who fired in the pause. */
    public Hypothesis backfilled() {
        return changed(status, approvedAt, approvedAt, liveBefore, backtest);
    }

    /** Matched no more; who fired until then is signalled once it is resumed, if they were not yet. */
    public Hypothesis paused(Instant when) {
        return paused(when, Optional.empty());
    }

    /** Paused by nobody, since its signals came true too seldom. */
    public Hypothesis drifted(Drift found) {
        return paused(found.at(), Optional.of(found));
    }

    /** Why it is paused, where that was done by nobody. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public Optional<Drift> drift() {
        return liveBefore.stream()
                .reduce((earlier, later) -> later)
                .filter(last -> status == HypothesisState.PAUSED)
                .flatMap(LivePeriod::drift);
    }

    private Hypothesis paused(Instant when, Optional<Drift> found) {
        Instant from = approvedAt.orElseThrow();
        LivePeriod live = new LivePeriod(from, when.isBefore(from) ? from : when, found);
        List<LivePeriod> periods =
                Stream.concat(liveBefore.stream(), Stream.of(live)).toList();
        return changed(HypothesisState.PAUSED, approvedAt, backfillUntil, periods, backtest);
    }

    public Hypothesis with(Report report) {
        return changed(status, approvedAt, backfillUntil, liveBefore, Optional.of(report));
    }

    private Hypothesis changed(
            HypothesisState state,
            Optional<Instant> approved,
            Optional<Instant> backfill,
            List<LivePeriod> periods,
            Optional<Report> report) {
        return new Hypothesis(
                hypothesisId,
                version,
                connectionId,
                goalId,
                type,
                hypothesis,
                subject,
                condition,
                design,
                outcome,
                state,
                searched,
                tried,
                approved,
                backfill,
                periods,
                report);
    }
}
