package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.member.RouterClient;
import io.beton.kit.loop.Loops;
import io.beton.kit.store.Database;
import io.beton.model.hypothesis.Hypothesis;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks for the past of live hypotheses again of which the router does not have it, as after it, or the history on its
 * way, was lost. Who fired since the approval and was not signalled is signalled then.
 * Of many replicas that look one asks, and no other before its patience is over, whoever starts anew meanwhile.
 *
 * <p>Reads: {@code hypothesis}, REST of router-service. Writes: {@code hypothesis}, and by the outbox history-requests. On failure: looks again.
 */
@Startup
@Singleton
final class ColdHypotheses {
    private static final Logger LOG = Logger.getLogger(ColdHypotheses.class);

    private final HypothesisStore store;
    private final Approvals approvals;
    private final RouterClient router;
    private final Database database;
    private final WarmUpConfig config;
    private final MeterRegistry meters;
    private final Clock clock;
    /** Why the router did not say what it has when it was asked last. */
    private Optional<String> unanswered = Optional.empty();

    ColdHypotheses(
            HypothesisStore store,
            Approvals approvals,
            RouterClient router,
            Database database,
            WarmUpConfig config,
            Loops loops,
            MeterRegistry meters,
            Clock clock) {
        this.store = store;
        this.approvals = approvals;
        this.router = router;
        this.database = database;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
        loops.every("cold hypotheses", config.lookEvery(), this::look);
    }

    private void look() {
        Instant before = clock.instant().minus(config.patience());
        List<Hypothesis> unasked = database.transaction(sql -> store.liveNotAskedAgainSince(sql, before));
        try {
            unasked.stream()
                    // the past of the others may still be read
                    .filter(hypothesis -> approvedAt(hypothesis).isBefore(before))
                    .filter(hypothesis -> !router.warm(hypothesis.hypothesisId(), approvedAt(hypothesis)))
                    .forEach(cold -> askAgain(cold, before));
            note(Optional.empty());
        } catch (HttpProblem away) {
            note(Optional.of(away.getMessage()));
        }
    }

    /** Says why once, however long it lasts. */
    private void note(Optional<String> why) {
        if (!why.equals(unanswered)) {
            why.ifPresent(reason -> LOG.warnf(
                    "router cannot be asked what it lacks, until then no past is asked for again: reason=%s", reason));
            unanswered = why;
        }
    }

    private void askAgain(Hypothesis cold, Instant before) {
        boolean asked = database.transaction(sql -> approvals.warmAgain(sql, cold, before));
        if (asked) {
            meters.counter("beton.warm.ups.asked.again").increment();
            LOG.warnf(
                    "router lacks the past of a live hypothesis, asked for again: hypothesis=%s", cold.hypothesisId());
        }
    }

    private static Instant approvedAt(Hypothesis live) {
        return live.approvedAt().orElseThrow();
    }
}
