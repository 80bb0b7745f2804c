package io.beton.ingest.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.ingest.poll.Buckets;
import io.beton.ingest.posthog.ActivityQuery;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.EventQuery;
import io.beton.ingest.posthog.HogQl;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.QueryBuilder;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One reading of one request's history, slice by slice.
 *
 * <p>Reads: PostHog. Writes: history, through its publication. On failure: a slice that is too large is halved; what
 * cannot be read at all is thrown as {@link SourceFailure}.
 */
final class HistoryReader {
    private static final long FIRST_SLICE = 7 * Times.DAY;
    private static final long SMALLEST_SLICE = Times.HOUR / 60;
    private static final long EARLIER = 365 * Times.DAY;
    private static final int PAGE = 50_000;

    private final HistoryRequest request;
    private final Endpoint endpoint;
    private final PostHogSource source;
    private final Publication publication;
    private final Buckets buckets;

    HistoryReader(
            HistoryRequest request, Endpoint endpoint, PostHogSource source, Publication publication, int partitions) {
        this.request = request;
        this.endpoint = endpoint;
        this.source = source;
        this.publication = publication;
        this.buckets = new Buckets(request.connectionId(), -1, partitions);
    }

    /** Reads and publishes everything; a warm-up goes on to now. */
    void read(long now) {
        long to = request.purpose() == Purpose.WARM_UP ? now : request.windowEnd();
        for (Selector outcome : request.earlierOutcomes()) {
            readEarlier(outcome);
        }
        for (long from = request.windowStart(); from < to; from += FIRST_SLICE) {
            readSlice(from, Math.min(from + FIRST_SLICE, to));
        }
    }

    private void readSlice(long from, long to) {
        try {
            if (request.needsActivity()) {
                readActivity(from, to);
            }
            readEvents(from, to);
        } catch (SourceFailure e) {
            if (e.kind() != SourceFailure.Kind.TOO_LARGE || to - from <= SMALLEST_SLICE) {
                throw e;
            }
            halve(from, to);
        }
    }

    /** What was published of the slice before it proved too large is published again; repeats fall out by uuid. */
    private void halve(long from, long to) {
        long middle = from + (to - from) / 2;
        readSlice(from, middle);
        readSlice(middle, to);
    }

    private void readEvents(long from, long to) {
        EventQuery query =
                new EventQuery(name("beton_history"), request.selectors(), "timestamp", from, to, from, PAGE);
        Optional<EventQuery.Position> after = Optional.empty();
        do {
            EventQuery.Page page = query.read(query(query.page(after)));
            publication.batches(buckets.split(page.events(), List.of(), Map.of(), List.of()));
            after = page.next();
        } while (after.isPresent());
    }

    private void readActivity(long from, long to) {
        ActivityQuery query = new ActivityQuery(name("beton_activity"), "timestamp", from, to, from);
        JsonNode answer = query(query.query());
        if (query.cut(answer) && to - from > SMALLEST_SLICE) {
            long middle = from + (to - from) / 2;
            readActivity(from, middle);
            readActivity(middle, to);
            return;
        }
        ActivityQuery.Active active = query.read(answer);
        publication.batches(buckets.split(List.of(), active.activity(), active.born(), List.of()));
    }

    /** Who had the outcome before the window, page by page of subjects. */
    private void readEarlier(Selector outcome) {
        Optional<String> after = Optional.empty();
        do {
            JsonNode rows = query(earlier(outcome, after)).path("results");
            List<EventBatch.EarlierOutcome> found = new ArrayList<>();
            for (JsonNode row : rows) {
                found.add(new EventBatch.EarlierOutcome(
                        new SubjectId(row.get(0).asText()), outcome.id(), EventQuery.micros(row.get(1))));
            }
            publication.batches(buckets.split(List.of(), List.of(), Map.of(), found));
            after = rows.size() < PAGE
                    ? Optional.empty()
                    : Optional.of(rows.get(rows.size() - 1).get(0).asText());
        } while (after.isPresent());
    }

    private HogQl earlier(Selector outcome, Optional<String> after) {
        QueryBuilder query = new QueryBuilder();
        String text = "SELECT person_id, min(timestamp) AS first FROM events WHERE timestamp >= "
                + query.time(request.windowStart() - EARLIER)
                + " AND timestamp < " + query.time(request.windowStart())
                + " AND " + query.matches(outcome)
                + after.map(last -> " AND person_id > toUUID(" + query.value(last) + ")")
                        .orElse("")
                + " GROUP BY person_id ORDER BY person_id LIMIT " + PAGE;
        return query.named(name("beton_earlier"), text);
    }

    private String name(String kind) {
        return kind + "_" + request.purpose().name().toLowerCase();
    }

    private JsonNode query(HogQl query) {
        return source.query(Optional.of(request.connectionId()), endpoint, query);
    }
}
