package io.beton.hypothesis.retest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.beton.model.backtest.Realised;
import io.beton.model.id.RequestId;
import java.time.Instant;

/**
 * One look at the signals of a live hypothesis, as REST shows it.
 *
 * @param realised how they came true; its members stand beside the others in JSON
 */
public record Look(
        Instant at,
        RequestId requestId,
        int version,
        Instant asOf,
        @JsonUnwrapped Realised realised) {

    /** Its place in the list. */
    record Kept(long number, Look look) {}
}
