package io.beton.hypothesis.lifecycle;

import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.Optional;

/**
 * A recorded step: who moved a hypothesis when, and on which ground.
 *
 * @param from absent for the first entry of a hypothesis
 * @param requestId whose report, or failure, was the ground
 * @param backfill whether it was asked that who fired before is signalled too
 */
public record AuditEntry(
        HypothesisId hypothesisId,
        int version,
        Instant at,
        String who,
        Optional<HypothesisState> from,
        HypothesisState to,
        Optional<RequestId> requestId,
        boolean backfill,
        Optional<String> comment) {}
