package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.beton.model.InvalidMember;
import io.beton.model.backtest.Tally;
import io.beton.model.id.RequestId;
import java.time.Instant;

/**
 * Why a hypothesis was paused by nobody: its signals came true too seldom.
 *
 * @param requestId the re-test that found it
 * @param bar the precision that was not reached
 * @param found the numbers, which stand beside the others in JSON
 */
public record Drift(
        Instant at,
        RequestId requestId,
        double bar,
        @JsonUnwrapped Tally found) {
    public Drift {
        InvalidMember.require(at, "at");
    }
}
