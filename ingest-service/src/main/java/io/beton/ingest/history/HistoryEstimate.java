package io.beton.ingest.history;

import io.beton.ingest.posthog.SizeQuery;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.RowWidth;
import io.beton.model.hypothesis.Selector;
import io.beton.model.match.Times;

/**
 * About what a history comes to, before it is read.
 *
 * @param events that match one of its selectors
 * @param cost of reading them, without that of counting them
 */
public record HistoryEstimate(long events, long subjects, HistoryCost cost) {

    static HistoryEstimate of(HistoryRequest request, HistorySize counted, HistorySlices slices) {
        RowWidth width = new RowWidth(request);
        SizeQuery.Size size = counted.size();
        // where PostHog says what it read, it looked at more events than it counted
        long looked = Math.max(size.total(), counted.cost().bytes() / width.ofSize());
        HistoryCost cost = sliced(slices.events(size), size.matched(), looked * width.ofEvents());
        if (request.needsActivity()) {
            cost = cost.plus(sliced(slices.activity(size), slices.activeDays(size), looked * width.ofActivity()));
        }
        for (Selector outcome : request.earlierOutcomes()) {
            long before = looked * HistorySlices.EARLIER_DAYS / request.windowDays();
            cost = cost.plus(new HistoryCost(1, before * width.ofEarlier(outcome)));
        }
        return new HistoryEstimate(size.matched(), size.subjects(), cost);
    }

    /** PostHog finds events by their day: parts of a day each cost as much as the day. */
    private static HistoryCost sliced(SlicePolicy slices, long rows, long bytesOnce) {
        long window = slices.to() - slices.at();
        long queries = Math.max(
                1,
                Math.max(
                        -Math.floorDiv(-window, slices.usualLength()),
                        -Math.floorDiv(-rows, slices.bounds().rows())));
        long times = Math.max(1, -Math.floorDiv(-Times.DAY, slices.usualLength()));
        return new HistoryCost(queries, bytesOnce * times);
    }
}
