package io.beton.hypothesis.draft;

import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.RowWidth;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Selector;
import java.util.OptionalLong;

/**
 * About what a backtest will have PostHog read, from how often events were used of late; ingest counts before it reads,
 * and estimates again by the same widths of columns.
 *
 * @param events that match, where property filters match all events of their name
 * @param subjects that there are at least; absent where nobody counted them
 * @param queries that PostHog answers
 * @param bytes that PostHog reads for them
 */
public record ReadEstimate(int windowDays, long events, OptionalLong subjects, long queries, long bytes) {
    private static final int EARLIER_DAYS = 365;

    static ReadEstimate of(HistoryRequest request, Taxonomy taxonomy) {
        Volumes volumes = new Volumes(taxonomy, request);
        RowWidth width = new RowWidth(request);
        int days = request.windowDays();
        long matched = volumes.matched();
        long looked = request.needsActivity() ? Math.max(matched, volumes.counted()) : matched;
        Reading events = Reading.of(matched, days);
        long queries = 1 + events.queries;
        long bytes = looked * (width.ofSize() + width.ofEvents() * events.times);
        if (request.needsActivity()) {
            Reading activity = Reading.of(volumes.activeDays(looked), days);
            queries += activity.queries;
            bytes += looked * width.ofActivity() * activity.times;
        }
        for (Selector outcome : request.earlierOutcomes()) {
            queries++;
            bytes += looked * EARLIER_DAYS / days * width.ofEarlier(outcome);
        }
        return new ReadEstimate(days, matched, volumes.subjects(), queries, bytes);
    }

    /**
     * Rows, evenly spread, are read in slices as long as a page holds, at most a month.
     *
     * @param times how often each day is looked at: PostHog finds events by their day
     */
    private record Reading(long queries, long times) {
        /** Four fifths of the 50,000 rows that PostHog gives at most. */
        private static final double ROWS = 40_000;

        private static final double LONGEST = 30;

        static Reading of(long rows, int days) {
            double length = Math.min(LONGEST, days * ROWS / Math.max(1, rows));
            double slice = length < 1 ? length : Math.floor(length);
            return new Reading((long) Math.ceil(days / slice), (long) Math.ceil(Math.max(1, 1 / slice)));
        }
    }
}
