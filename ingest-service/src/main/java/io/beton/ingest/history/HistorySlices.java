package io.beton.ingest.history;

import io.beton.ingest.posthog.SizeQuery;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.match.Times;

/** The slices in which the parts of a request's history are read, the first of them as its size suggests. */
final class HistorySlices {
    /** How long before the window first outcomes are looked for. */
    static final int EARLIER_DAYS = 365;
    /** Where nobody counted. */
    private static final long FIRST = Times.DAY;

    private final long from;
    private final long to;
    private final SlicePolicy.Bounds bounds;

    /** @param to the end of the window, or, for a warm-up, up to when is read */
    HistorySlices(HistoryRequest request, long to, int pageSize) {
        this.from = request.windowStart();
        this.to = to;
        this.bounds = SlicePolicy.Bounds.ofPages(pageSize);
    }

    /** Those of a reading that was not counted. */
    SlicePolicy uncounted() {
        return SlicePolicy.over(from, to, FIRST, bounds);
    }

    SlicePolicy events(SizeQuery.Size size) {
        return SlicePolicy.over(from, to, bounds.lengthFor(to - from, size.matched()), bounds);
    }

    SlicePolicy activity(SizeQuery.Size size) {
        return SlicePolicy.over(from, to, bounds.lengthFor(to - from, activeDays(size)), bounds);
    }

    SlicePolicy earlier() {
        long year = EARLIER_DAYS * Times.DAY;
        return SlicePolicy.over(
                from - year, from, year, new SlicePolicy.Bounds(bounds.smallest(), year, Long.MAX_VALUE));
    }

    /** On how many days subjects were active, all subjects together; at most. */
    long activeDays(SizeQuery.Size size) {
        return Math.min(size.total(), size.subjects() * ((to - from) / Times.DAY + 2));
    }
}
