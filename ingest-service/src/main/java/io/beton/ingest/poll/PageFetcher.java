package io.beton.ingest.poll;

import io.beton.ingest.posthog.ActivityQuery;
import io.beton.ingest.posthog.EventQuery;
import io.beton.ingest.posthog.KnownGroupTypes;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.Range;
import io.beton.ingest.posthog.Reading;
import io.beton.model.event.EventBatch;
import io.beton.model.id.SubjectId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Fetches what hypotheses need of a range, page by page, for all kinds of subject at once: days of activity before the
 * events, so that a first event never waits for its anchor. The first page is small, since there is mostly no other.
 *
 * <p>Reads: PostHog. Writes: nothing. On failure: throws; the range is to be fetched from its beginning.
 */
@ApplicationScoped
class PageFetcher {
    private final PostHogSource source;
    private final KnownGroupTypes groupTypes;
    private final PollConfig config;

    PageFetcher(PostHogSource source, KnownGroupTypes groupTypes, PollConfig config) {
        this.source = source;
        this.groupTypes = groupTypes;
        this.config = config;
    }

    /** The needs of each kind of subject, which have its column now. */
    List<Asked> asked(Reading reading, List<MatchedHypotheses.Needs> kinds) {
        var columns = groupTypes.columns(
                reading, kinds.stream().map(MatchedHypotheses.Needs::subject).toList());
        return IntStream.range(0, kinds.size())
                .mapToObj(
                        kind -> new Asked(kind, kinds.get(kind), kinds.get(kind).asked(columns.get(kind))))
                .toList();
    }

    /**
     * Hands each page on before the next one is fetched.
     *
     * @param name of the queries in PostHog's log
     */
    void fetch(Reading reading, List<Asked> kinds, Range range, String name, Consumer<List<Part>> each) {
        List<Asked> active =
                kinds.stream().filter(kind -> kind.needs.activity()).toList();
        if (!active.isEmpty()) {
            fetchDays(reading, active, range, name + "_activity", each);
        }
        EventQuery query =
                new EventQuery(name, kinds.stream().map(Asked::events).toList(), range, config.firstPageSize());
        Optional<EventQuery.Position> after = Optional.empty();
        do {
            EventQuery.Page page = source.query(reading, query.page(after), query::reader);
            each.accept(kinds.stream()
                    .map(kind -> new Part(kind.place, page.kinds().get(kind.place), List.of(), Map.of()))
                    .toList());
            after = page.next();
            query = query.ofPageSize(config.pageSize());
        } while (after.isPresent());
    }

    private void fetchDays(Reading reading, List<Asked> active, Range range, String name, Consumer<List<Part>> each) {
        List<ActivityQuery.Asked> subjects = active.stream()
                .map(kind -> new ActivityQuery.Asked(kind.events.subject(), kind.needs.firstSession()))
                .toList();
        ActivityQuery query = new ActivityQuery(name, subjects, range, config.firstPageSize());
        Optional<ActivityQuery.Position> after = Optional.empty();
        do {
            ActivityQuery.Page page = source.query(reading, query.page(after), query::reader);
            each.accept(IntStream.range(0, active.size())
                    .mapToObj(i -> new Part(
                            active.get(i).place,
                            List.of(),
                            page.kinds().get(i).activity(),
                            page.kinds().get(i).born()))
                    .toList());
            after = page.next();
            query = query.ofPageSize(config.pageSize());
        } while (after.isPresent());
    }

    /** What one kind of subject needs, by its place among all kinds. */
    record Asked(int place, MatchedHypotheses.Needs needs, EventQuery.Asked events) {}

    /** What a page holds for one kind of subject, given by its place. */
    record Part(
            int kind, List<EventBatch.Event> events, List<EventBatch.Activity> activity, Map<SubjectId, Long> born) {}
}
