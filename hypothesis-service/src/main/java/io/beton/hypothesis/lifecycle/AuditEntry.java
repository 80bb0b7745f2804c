package io.beton.hypothesis.lifecycle;

import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.Optional;

/**
 * A recorded step: who moved a hypothesis when, and on which ground.
 *
 * @param version the version that was moved, or that an edit made
 * @param from absent for the first entry of a hypothesis
 * @param requestId whose report, or failure, was the ground
 * @param reportHash of the report that was the ground, where there was one
 * @param backfill whether it was asked that who fired before is signalled too
 * @param change what an edit changed
 */
record AuditEntry(
        HypothesisId hypothesisId,
        int version,
        Instant at,
        String who,
        Optional<HypothesisState> from,
        HypothesisState to,
        Optional<RequestId> requestId,
        Optional<ReportHash> reportHash,
        boolean backfill,
        Optional<String> change,
        Optional<String> comment) {}
