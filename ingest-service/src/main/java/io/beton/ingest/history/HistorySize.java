package io.beton.ingest.history;

import io.beton.ingest.posthog.Range;
import io.beton.ingest.posthog.RowReader;
import io.beton.ingest.posthog.SizeQuery;
import io.beton.model.backtest.HistoryRequest;

/**
 * Counts what a request's window holds: with one query, or in parts where that is too much for PostHog.
 *
 * @param size what was counted
 * @param cost what PostHog spent on counting
 */
record HistorySize(SizeQuery.Size size, HistoryCost cost) {

    static HistorySize of(HistoryQueries queries) {
        HistoryRequest request = queries.request();
        long window = request.windowEnd() - request.windowStart();
        SizeQuery.Size[] sum = {SizeQuery.Size.NOTHING};
        SlicePolicy whole = SlicePolicy.over(
                request.windowStart(),
                request.windowEnd(),
                window,
                new SlicePolicy.Bounds(SlicePolicy.Bounds.SMALLEST, window, Long.MAX_VALUE));
        queries.inSlices(whole, range -> {
            SizeQuery.Size part = count(queries, range);
            sum[0] = sum[0].plus(part);
            return part.total();
        });
        return new HistorySize(sum[0], queries.spent());
    }

    private static SizeQuery.Size count(HistoryQueries queries, Range range) {
        HistoryRequest request = queries.request();
        SizeQuery query = new SizeQuery(
                queries.name("beton_size"), queries.subject(), request.selectors(), request.needsActivity(), range);
        return queries.ask(query.query(), RowReader::rows).stream()
                .findFirst()
                .map(SizeQuery::read)
                .orElse(SizeQuery.Size.NOTHING);
    }
}
