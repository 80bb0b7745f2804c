package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.goal.GoalStore;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/**
 * Changes what a hypothesis says. What it claims is changed by a new version, which begins as proposed; the version
 * before is kept as it ended. Other words for the same claim are only put in place.
 *
 * <p>Reads: {@code hypothesis}, {@code goal}. Writes: {@code hypothesis}, {@code version}, {@code audit}, and by the
 * outbox hypotheses. On failure: the transaction is undone; a state that allows no edit or a lost race is a 409.
 */
@Singleton
final class Edits {
    private final Steps steps;
    private final VersionStore versions;
    private final GoalStore goals;
    private final Clock clock;

    Edits(Steps steps, VersionStore versions, GoalStore goals, Clock clock) {
        this.steps = steps;
        this.versions = versions;
        this.goals = goals;
        this.clock = clock;
    }

    /** What an edit would make of a hypothesis, where its state allows it and it is as it was seen. */
    Edit prepared(Connection sql, HypothesisId id, HypothesisChange change, Seen seen) throws SQLException {
        KeptHypothesis kept = steps.find(sql, id);
        Hypothesis old = kept.hypothesis();
        Edit edit = new Edit(kept, change.of(old, goals.find(sql, old.goalId()).orElseThrow()));
        boolean allowed = edit.makesVersion()
                ? HypothesisState.editable().contains(old.status())
                : !old.status().over();
        if (!allowed) {
            throw LifecycleProblems.notEditable(old.status());
        }
        seen.check(kept);
        return edit;
    }

    KeptHypothesis carryOut(Connection sql, Edit edit, Review review) throws SQLException {
        if (edit.changesNothing()) {
            return edit.kept();
        }
        Transition transition = Transition.ofEdit(edit.next(), edit.waitsFor(), edit.change(), review);
        KeptHypothesis next = steps.replace(sql, edit.kept(), transition);
        if (edit.makesVersion()) {
            versions.keep(sql, edit.old(), clock.instant());
        }
        return next;
    }
}
