package io.beton.ingest.history;

import io.beton.ingest.posthog.ActivityQuery;
import io.beton.ingest.posthog.EarlierQuery;
import io.beton.ingest.posthog.EventQuery;
import io.beton.ingest.posthog.Range;
import io.beton.ingest.posthog.SizeQuery;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.SubjectId;
import java.util.Optional;

/**
 * One reading of one request's history, slice by slice.
 *
 * <p>Reads: PostHog. Writes: history, through its publication. On failure: of a slice that is too large, what was
 * published is published again; what cannot be read at all is thrown as {@link SourceFailure}.
 */
final class HistoryReader {
    private final HistoryRequest request;
    private final HistoryQueries queries;
    private final Publication publication;
    private final HistorySlices slices;
    private final int pageSize;

    HistoryReader(HistoryQueries queries, Publication publication, HistorySlices slices, int pageSize) {
        this.request = queries.request();
        this.queries = queries;
        this.publication = publication;
        this.slices = slices;
        this.pageSize = pageSize;
    }

    /** Reads and publishes everything: outcomes before the window, then activity, then events. */
    void read(Optional<SizeQuery.Size> size) {
        for (Selector outcome : request.earlierOutcomes()) {
            queries.inSlices(slices.earlier(), range -> readEarlier(outcome, range));
        }
        if (request.needsActivity()) {
            queries.inSlices(size.map(slices::activity).orElseGet(slices::uncounted), this::readActivity);
        }
        queries.inSlices(size.map(slices::events).orElseGet(slices::uncounted), this::readEvents);
    }

    private long readEvents(Range range) {
        EventQuery query = new EventQuery(
                queries.name("beton_history"),
                queries.subject(),
                request.selectors(),
                request.counted(),
                range,
                pageSize);
        long rows = 0;
        Optional<EventQuery.Position> after = Optional.empty();
        do {
            EventQuery.End page = queries.ask(query.page(after), () -> query.reader(publication.page()));
            rows += page.rows();
            after = page.next();
        } while (after.isPresent());
        return rows;
    }

    /** A day that two slices share comes twice; who reads it takes the earlier first and the later last. */
    private long readActivity(Range range) {
        ActivityQuery query = new ActivityQuery(
                queries.name("beton_activity"), queries.subject(), request.needsFirstSession(), range, pageSize);
        long rows = 0;
        Optional<ActivityQuery.Position> after = Optional.empty();
        do {
            ActivityQuery.Page page = queries.ask(query.page(after), query::reader);
            publication.activity(page.single().activity(), page.single().born());
            rows += page.single().activity().size();
            after = page.next();
        } while (after.isPresent());
        return rows;
    }

    /** A subject that has the outcome in two parts comes twice; who reads it takes the earlier. */
    private long readEarlier(Selector outcome, Range range) {
        EarlierQuery query =
                new EarlierQuery(queries.name("beton_earlier"), queries.subject(), outcome, range, pageSize);
        long rows = 0;
        Optional<SubjectId> after = Optional.empty();
        do {
            EarlierQuery.Page page = queries.ask(query.page(after), query::reader);
            publication.earlier(page.found());
            rows += page.found().size();
            after = page.next();
        } while (after.isPresent());
        return rows;
    }
}
