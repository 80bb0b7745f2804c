package io.beton.ingest.history;

import io.beton.model.backtest.HistoryRequest;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells people how far one request is, in the log and in the store.
 *
 * <p>Reads: nothing. Writes: the table {@code history}, through its store. On failure: throws, and the request is served
 * again.
 */
final class HistoryNotes {
    private static final Logger LOG = Logger.getLogger(HistoryNotes.class);

    private final HistoryRequest request;
    private final HistoryStore store;
    private final Clock clock;
    private ReadHistory history;
    private Supplier<HistoryCost> spent = () -> new HistoryCost(0, 0);

    HistoryNotes(HistoryRequest request, HistoryStore store, Clock clock) {
        this.request = request;
        this.store = store;
        this.clock = clock;
        note(ReadHistory.started(request, clock.instant()));
    }

    /** Where to ask for the cost until now. */
    void spending(Supplier<HistoryCost> cost) {
        spent = cost;
    }

    void estimated(HistoryEstimate estimate) {
        LOG.infof(
                "history estimated: request=%s purpose=%s events=%d subjects=%d queries=%d bytes=%d",
                request.requestId(),
                purpose(),
                estimate.events(),
                estimate.subjects(),
                estimate.cost().queries(),
                estimate.cost().bytes());
        note(history.estimated(estimate));
    }

    void ended(Optional<String> failure) {
        HistoryCost cost = spent.get();
        note(history.ended(clock.instant(), cost, failure));
        failure.ifPresent(
                reason -> LOG.warnf("history could not be read: request=%s reason=%s", request.requestId(), reason));
        LOG.infof(
                "history ended: request=%s purpose=%s result=%s queries=%d bytes=%d",
                request.requestId(), purpose(), failure.isPresent() ? "failed" : "whole", cost.queries(), cost.bytes());
    }

    private void note(ReadHistory next) {
        history = next;
        store.put(request.connectionId(), next);
    }

    private String purpose() {
        return request.purpose().name().toLowerCase(Locale.ROOT);
    }
}
