package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.member.RouterClient;
import io.beton.kit.loop.Loops;
import io.beton.kit.store.Database;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Asks for the past of live hypotheses again of which the router does not have it, as after it, or the history on its
 * way, was lost. Who fired since the approval and was not signalled is signalled then.
 *
 * <p>Reads: {@code hypothesis}, REST of router-service. Writes: by the outbox history-requests. On failure: looks again.
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
    /** Kept in memory: after a restart one is asked for too often at worst. */
    private final Map<HypothesisId, Instant> asked = new HashMap<>();

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
        List<Hypothesis> live = database.transaction(sql -> store.in(sql, HypothesisState.LIVE));
        asked.keySet().retainAll(live.stream().map(Hypothesis::hypothesisId).toList());
        try {
            live.stream()
                    .filter(this::mayBeCold)
                    .filter(hypothesis -> !router.warm(
                            hypothesis.hypothesisId(), hypothesis.approvedAt().orElseThrow()))
                    .forEach(this::askAgain);
        } catch (HttpProblem away) {
            LOG.debugf("router cannot be asked what it has: reason=%s", away.getMessage());
        }
    }

    /** Its past may still be read. */
    private boolean mayBeCold(Hypothesis hypothesis) {
        Instant before = clock.instant().minus(config.patience());
        Instant last = asked.getOrDefault(
                hypothesis.hypothesisId(), hypothesis.approvedAt().orElseThrow());
        return last.isBefore(before);
    }

    private void askAgain(Hypothesis cold) {
        boolean stillLive = database.transaction(sql -> approvals.warmAgain(sql, cold));
        if (stillLive) {
            asked.put(cold.hypothesisId(), clock.instant());
            meters.counter("beton.warm.ups.asked.again").increment();
            LOG.warnf(
                    "router lacks the past of a live hypothesis, asked for again: hypothesis=%s", cold.hypothesisId());
        }
    }
}
