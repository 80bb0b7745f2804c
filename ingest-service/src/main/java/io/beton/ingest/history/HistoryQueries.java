package io.beton.ingest.history;

import io.beton.ingest.posthog.GroupTypes;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.Range;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.RowReader;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.SubjectColumn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Asks PostHog on behalf of one request, slice by slice, and counts what that costs.
 *
 * <p>Reads: PostHog. Writes: nothing. On failure: a slice that is too large is halved; everything else is thrown as
 * {@link SourceFailure}.
 */
final class HistoryQueries {
    private final HistoryRequest request;
    private final PostHogSource source;
    private final Supplier<Reading> reading;
    private final Clock clock;
    private final SubjectColumn subject;
    private long queries;
    private long bytes;

    /** @param reading asked anew for each query, so that a connection that was deleted is not read on */
    HistoryQueries(HistoryRequest request, PostHogSource source, Supplier<Reading> reading, Clock clock) {
        this.request = request;
        this.source = source;
        this.reading = reading;
        this.clock = clock;
        this.subject = GroupTypes.column(source, reading.get(), request.subject());
    }

    HistoryRequest request() {
        return request;
    }

    SubjectColumn subject() {
        return subject;
    }

    /** What PostHog calls queries of a kind in its log. */
    String name(String kind) {
        return kind + "_" + request.purpose().name().toLowerCase(Locale.ROOT);
    }

    <T> T ask(HogQl query, Supplier<RowReader<T>> readers) {
        PostHogSource.Answered<T> answered = source.ask(reading.get(), query, readers);
        queries++;
        bytes += answered.bytesRead();
        return answered.result();
    }

    /** @param read reads one slice and returns how many rows that were; what it did of one that failed it does again */
    void inSlices(SlicePolicy slices, ToLongFunction<Range> read) {
        SlicePolicy due = slices;
        while (!due.done()) {
            Instant began = clock.instant();
            try {
                long rows = read.applyAsLong(due.slice());
                due = due.read(rows, Duration.between(began, clock.instant()));
            } catch (SourceFailure e) {
                if (e.kind() != SourceFailure.Kind.TOO_LARGE || !due.canHalve()) {
                    throw e;
                }
                due = due.halved();
            }
        }
    }

    /** What was asked until now. */
    HistoryCost spent() {
        return new HistoryCost(queries, bytes);
    }
}
