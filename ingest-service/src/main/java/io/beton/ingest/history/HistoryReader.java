package io.beton.ingest.history;

import io.beton.ingest.posthog.ActivityQuery;
import io.beton.ingest.posthog.EarlierQuery;
import io.beton.ingest.posthog.EventQuery;
import io.beton.ingest.posthog.GroupTypes;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.Range;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.RowReader;
import io.beton.ingest.posthog.SizeQuery;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One reading of one request's history, slice by slice.
 *
 * <p>Reads: PostHog. Writes: history, through its publication. On failure: a slice that is too large is halved, and what
 * was published of it is published again; what cannot be read at all is thrown as {@link SourceFailure}.
 */
final class HistoryReader {
    private static final long FIRST_SLICE = 7 * Times.DAY;
    private static final long SMALLEST_SLICE = Times.HOUR / 60;
    /** Below this, paging through the subjects of a slice costs less than cutting it further. */
    private static final long PAGED_SLICE = Times.HOUR;

    private static final long EARLIER = 365 * Times.DAY;

    private final HistoryRequest request;
    private final Supplier<Reading> reading;
    private final PostHogSource source;
    private final Publication publication;
    private final int pageSize;
    private final SubjectColumn subject;

    /** @param reading asked anew for each slice, so that a connection that was deleted is not read on */
    HistoryReader(
            HistoryRequest request,
            Supplier<Reading> reading,
            PostHogSource source,
            Publication publication,
            int pageSize) {
        this.request = request;
        this.reading = reading;
        this.source = source;
        this.publication = publication;
        this.pageSize = pageSize;
        this.subject = GroupTypes.column(source, reading.get(), request.subject());
    }

    /** Reads and publishes everything up to the window's end, or, for a warm-up, up to a time in microseconds. */
    void read(long warmUpEnd) {
        long to = request.purpose() == Purpose.WARM_UP ? warmUpEnd : request.windowEnd();
        if (request.purpose() != Purpose.WARM_UP) {
            size(Range.ofTimestamps(request.windowStart(), to)).ifPresent(publication::expect);
        }
        for (Selector outcome : request.earlierOutcomes()) {
            readInParts(request.windowStart() - EARLIER, request.windowStart(), range -> readEarlier(outcome, range));
        }
        for (long from = request.windowStart(); from < to; from += FIRST_SLICE) {
            readInParts(from, Math.min(from + FIRST_SLICE, to), this::readSlice);
        }
    }

    /** Nothing where PostHog finds the whole window too much to count; its slices may still be read. */
    private Optional<SizeQuery.Size> size(Range range) {
        SizeQuery query =
                new SizeQuery(name("beton_size"), subject, request.selectors(), request.needsActivity(), range);
        try {
            return source.query(reading.get(), query.query(), RowReader::rows).stream()
                    .findFirst()
                    .map(SizeQuery::read);
        } catch (SourceFailure e) {
            if (e.kind() != SourceFailure.Kind.TOO_LARGE) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void readSlice(Range range) {
        if (request.needsActivity()) {
            readActivity(range.from(), range.to());
        }
        readEvents(range);
    }

    private static void readInParts(long from, long to, Consumer<Range> read) {
        try {
            read.accept(Range.ofTimestamps(from, to));
        } catch (SourceFailure e) {
            if (e.kind() != SourceFailure.Kind.TOO_LARGE || to - from <= SMALLEST_SLICE) {
                throw e;
            }
            readInParts(from, middle(from, to), read);
            readInParts(middle(from, to), to, read);
        }
    }

    private void readEvents(Range range) {
        EventQuery query =
                new EventQuery(name("beton_history"), subject, request.selectors(), request.counted(), range, pageSize);
        Optional<EventQuery.Position> after = Optional.empty();
        do {
            EventQuery.Page page = source.query(reading.get(), query.page(after), query::reader);
            publication.events(page.events());
            after = page.next();
        } while (after.isPresent());
    }

    /** A day that two slices share comes twice; who reads it takes the earlier first and the later last. */
    private void readActivity(long from, long to) {
        ActivityQuery query = new ActivityQuery(
                name("beton_activity"), subject, request.needsFirstSession(), Range.ofTimestamps(from, to), pageSize);
        Optional<ActivityQuery.Position> after = Optional.empty();
        do {
            ActivityQuery.Page page = source.query(reading.get(), query.page(after), query::reader);
            if (page.next().isPresent() && to - from > PAGED_SLICE) {
                readActivity(from, middle(from, to));
                readActivity(middle(from, to), to);
                return;
            }
            publication.activity(page.single().activity(), page.single().born());
            after = page.next();
        } while (after.isPresent());
    }

    /** A subject that has the outcome in two parts comes twice; who reads it takes the earlier. */
    private void readEarlier(Selector outcome, Range range) {
        EarlierQuery query = new EarlierQuery(name("beton_earlier"), subject, outcome, range, pageSize);
        Optional<SubjectId> after = Optional.empty();
        do {
            EarlierQuery.Page page = source.query(reading.get(), query.page(after), query::reader);
            publication.earlier(page.found());
            after = page.next();
        } while (after.isPresent());
    }

    private static long middle(long from, long to) {
        return from + (to - from) / 2;
    }

    private String name(String kind) {
        return kind + "_" + request.purpose().name().toLowerCase(Locale.ROOT);
    }
}
