package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.request.Spans;
import io.beton.hypothesis.store.Outgoing;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The way of a hypothesis into matching: approved, its past asked for, live.
 *
 * <p>Reads: {@code hypothesis}, {@code outbox}. Writes: {@code hypothesis}, {@code audit}, and by the outbox hypotheses,
 * then history-requests. On failure: the transaction is undone; who may not approve is told why by a 409, 422 or 428.
 */
@Singleton
final class Approvals {
    private static final String NOBODY = "auto-approval";

    private final Steps steps;
    private final HypothesisStore store;
    private final Outgoing out;
    private final LifecycleConfig config;
    private final Spans spans;
    private final Clock clock;

    Approvals(Steps steps, HypothesisStore store, Outgoing out, LifecycleConfig config, Spans spans, Clock clock) {
        this.steps = steps;
        this.store = store;
        this.out = out;
        this.config = config;
        this.spans = spans;
        this.clock = clock;
    }

    /** A person's approval. From then on subjects that fire are signalled. */
    KeptHypothesis approve(Connection sql, HypothesisId id, Review review) throws SQLException {
        KeptHypothesis kept = steps.ready(sql, id, HypothesisState.APPROVED, review.seen());
        refusal(kept, review).ifPresent(problem -> {
            throw problem;
        });
        return approve(sql, kept, review);
    }

    /** An approval by nobody, where the project trusts verdicts and a person could approve too. */
    void approveUnasked(Connection sql, KeptHypothesis kept) throws SQLException {
        Seen seen = Seen.of(kept.hypothesis().version());
        Review review = Review.of(NOBODY, Optional.of("its verdict is passed"), seen);
        if (config.autoApprovePassed() && refusal(kept, review).isEmpty()) {
            approve(sql, kept, review);
        }
    }

    /** What subjects did before is read once for it. */
    private KeptHypothesis approve(Connection sql, KeptHypothesis kept, Review review) throws SQLException {
        Hypothesis approved = backfilled(kept.hypothesis().approvedAt(now()), review);
        RequestId warmUp = HistoryAsked.freshId();
        Transition transition = Transition.of(approved, review.who(), review.comment());
        KeptHypothesis next = steps.take(sql, kept, transition.waitingFor(warmUp));
        out.ask(sql, HistoryAsked.warmUp(warmUp, approved));
        return next;
    }

    /** Goes on after a pause; who fired in it is a member as at the approval, but what led up to firing later counts. */
    KeptHypothesis resume(Connection sql, HypothesisId id, Review review) throws SQLException {
        KeptHypothesis kept = steps.ready(sql, id, HypothesisState.LIVE, review.seen());
        if (kept.hypothesis().status() != HypothesisState.PAUSED) {
            throw LifecycleProblems.notPaused(kept.hypothesis().status());
        }
        ApprovalPolicy.refusalToResume(kept.hypothesis(), review).ifPresent(problem -> {
            throw problem;
        });
        Hypothesis resumed = kept.hypothesis().approvedAt(now()).in(HypothesisState.LIVE);
        Hypothesis live = backfilled(resumed, review);
        KeptHypothesis next = steps.take(sql, kept, Transition.of(live, review.who(), review.comment()));
        out.ask(sql, HistoryAsked.warmUp(HistoryAsked.freshId(), live));
        return next;
    }

    /**
     * Asks for the past once more, of one that is live as it was seen; false where it is not any more, or where any replica
     * did so since an instant.
     */
    boolean warmAgain(Connection sql, Hypothesis seen, Instant before) throws SQLException {
        boolean still = store.locked(sql, seen.hypothesisId()).stream()
                .map(KeptHypothesis::hypothesis)
                .anyMatch(now ->
                        now.status() == HypothesisState.LIVE && now.approvedAt().equals(seen.approvedAt()));
        if (!still || !store.noteAskedAgain(sql, seen.hypothesisId(), before, now())) {
            return false;
        }
        out.ask(sql, HistoryAsked.warmUp(HistoryAsked.freshId(), seen));
        return true;
    }

    /** Those of whom both approval and warm-up request are published go live. */
    void goLive(Connection sql) throws SQLException {
        for (KeptHypothesis kept : store.approvedAndPublished(sql)) {
            Hypothesis live = kept.hypothesis().in(HypothesisState.LIVE);
            steps.take(sql, kept, Transition.of(live, "approval", Optional.empty()));
        }
    }

    private Optional<HttpProblem> refusal(KeptHypothesis kept, Review review) {
        return ApprovalPolicy.refusal(kept.hypothesis(), review, spans.now(), config.maxReportAge());
    }

    private static Hypothesis backfilled(Hypothesis approved, Review review) {
        return review.backfill() ? approved.backfilled() : approved;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
