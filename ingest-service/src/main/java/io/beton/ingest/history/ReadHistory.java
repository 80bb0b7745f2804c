package io.beton.ingest.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of one request for a history, for people.
 *
 * @param estimate what it was expected to come to; nothing for warm-ups, which are not counted first
 * @param spent what it cost; nothing until it ended
 * @param failure why it could not be read, or was refused
 */
public record ReadHistory(
        RequestId requestId,
        Purpose purpose,
        int windowDays,
        State state,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<HistoryEstimate> estimate,
        Optional<HistoryCost> spent,
        Optional<String> failure) {

    static ReadHistory started(HistoryRequest request, Instant now) {
        return new ReadHistory(
                request.requestId(),
                request.purpose(),
                request.windowDays(),
                State.READING,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    ReadHistory estimated(HistoryEstimate made) {
        return new ReadHistory(
                requestId, purpose, windowDays, state, startedAt, endedAt, Optional.of(made), spent, failure);
    }

    /** @param reason why it is not whole */
    ReadHistory ended(Instant now, HistoryCost cost, Optional<String> reason) {
        return new ReadHistory(
                requestId,
                purpose,
                windowDays,
                reason.isPresent() ? State.FAILED : State.WHOLE,
                startedAt,
                Optional.of(now),
                estimate,
                Optional.of(cost),
                reason);
    }

    /** How far it is. */
    public enum State {
        @JsonProperty("reading")
        READING,
        @JsonProperty("whole")
        WHOLE,
        @JsonProperty("failed")
        FAILED
    }
}
