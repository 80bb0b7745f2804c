package io.beton.hypothesis.lifecycle;

import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.Optional;

/**
 * One transition, as it will be asked for later: who, when, from where, to where, on which report.
 *
 * @param from nothing for the first entry
 */
record AuditEntry(
        Instant at,
        String by,
        Optional<HypothesisState> from,
        HypothesisState to,
        int version,
        Optional<RequestId> report,
        Optional<String> comment) {}
