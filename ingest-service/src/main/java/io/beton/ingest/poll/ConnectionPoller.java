package io.beton.ingest.poll;

import io.beton.ingest.connection.Connections;
import io.beton.ingest.posthog.ActivityQuery;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.EventQuery;
import io.beton.ingest.posthog.KnownGroupTypes;
import io.beton.ingest.posthog.Patience;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.Range;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.id.ConnectionId;
import io.beton.model.match.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One live poll of one connection: what became visible since the cursor, for the hypotheses that are matched.
 *
 * <p>Reads: PostHog, hypotheses, the table {@code cursor}. Writes: events, up to when they are whole, then the cursor. On failure: the cursor stays
 * and the next poll reads and publishes the same range again; whoever matches drops repeats by uuid. A range that is too
 * much for PostHog is halved, and what is left of it belongs to the next poll.
 */
@ApplicationScoped
class ConnectionPoller {
    private static final String NAME = "beton_poll";
    private static final String ACTIVITY = NAME + "_activity";
    private static final long SMALLEST_STEP = Times.HOUR / 60;

    private final Connections connections;
    private final PostHogSource source;
    private final KnownGroupTypes groupTypes;
    private final MatchedHypotheses hypotheses;
    private final CursorStore cursors;
    private final LiveBatches batches;
    private final PollConfig config;
    private final Clock clock;

    ConnectionPoller(
            Connections connections,
            PostHogSource source,
            KnownGroupTypes groupTypes,
            MatchedHypotheses hypotheses,
            CursorStore cursors,
            LiveBatches batches,
            PollConfig config,
            Clock clock) {
        this.connections = connections;
        this.source = source;
        this.groupTypes = groupTypes;
        this.hypotheses = hypotheses;
        this.cursors = cursors;
        this.batches = batches;
        this.config = config;
        this.clock = clock;
    }

    /** Fetch, publish, await every acknowledgement, advance the cursor. */
    Result poll(ConnectionId connection) {
        Optional<Endpoint> endpoint = connections.endpoint(connection);
        try (CursorStore.Taken cursor = cursors.take(connection)) {
            long to = Times.micros(clock.instant().minus(config.settle()));
            if (endpoint.isEmpty() || !cursor.before(to)) {
                return Result.NOTHING_DUE;
            }
            MatchedHypotheses.Needs needs = hypotheses.of(connection);
            if (needs.hypotheses().isEmpty()) {
                cursor.advance(to);
                return Result.DONE;
            }
            return poll(Reading.of(connection, endpoint.get(), Patience.POLL), needs, cursor, to);
        } catch (SourceFailure e) {
            endpoint.ifPresent(used -> connections.noteFailure(connection, used, e));
            throw e;
        }
    }

    private Result poll(Reading reading, MatchedHypotheses.Needs needs, CursorStore.Taken cursor, long to) {
        long overlap = PollConfig.micros(config.overlap());
        long from = cursor.createdAt() - overlap;
        List<LiveBatches.Writer> writers = needs.bySubject().stream()
                .map(alike -> batches.writer(reading.account().orElseThrow(), alike))
                .toList();
        for (long end = to; ; end = cursor.createdAt() + (end - cursor.createdAt()) / 2) {
            try {
                Range range = Range.ofArrivals(from, end, from - PollConfig.micros(config.lookback()));
                long next = end - overlap;
                read(reading, range, writers);
                writers.forEach(writer -> writer.arrivedUntil(next));
                cursor.advance(end);
                writers.forEach(writer -> writer.done(next));
                return end == to ? Result.DONE : Result.MORE;
            } catch (SourceFailure e) {
                if (e.kind() != SourceFailure.Kind.TOO_LARGE || end - cursor.createdAt() <= SMALLEST_STEP) {
                    throw e;
                }
            }
        }
    }

    /** Activity before the events, so that a first event never waits for its anchor. */
    private void read(Reading reading, Range range, List<LiveBatches.Writer> writers) {
        List<SubjectColumn> columns = groupTypes.columns(
                reading,
                writers.stream().map(writer -> writer.needs().subject()).toList());
        readActivity(reading, range, writers, columns);
        EventQuery query = new EventQuery(
                NAME,
                IntStream.range(0, writers.size())
                        .mapToObj(i -> writers.get(i).needs().asked(columns.get(i)))
                        .toList(),
                range,
                config.pageSize());
        Optional<EventQuery.Position> after = Optional.empty();
        do {
            EventQuery.Page page = source.query(reading, query.page(after), query::reader);
            for (int i = 0; i < writers.size(); i++) {
                writers.get(i).publish(page.kinds().get(i));
            }
            after = page.next();
        } while (after.isPresent());
    }

    private void readActivity(
            Reading reading, Range range, List<LiveBatches.Writer> writers, List<SubjectColumn> columns) {
        List<Integer> active = IntStream.range(0, writers.size())
                .filter(i -> writers.get(i).needs().activity())
                .boxed()
                .toList();
        if (active.isEmpty()) {
            return;
        }
        ActivityQuery query = new ActivityQuery(
                ACTIVITY,
                active.stream()
                        .map(i -> new ActivityQuery.Asked(
                                columns.get(i), writers.get(i).needs().firstSession()))
                        .toList(),
                range,
                config.pageSize());
        Optional<ActivityQuery.Position> after = Optional.empty();
        do {
            ActivityQuery.Page page = source.query(reading, query.page(after), query::reader);
            for (int i = 0; i < active.size(); i++) {
                ActivityQuery.OfKind days = page.kinds().get(i);
                writers.get(active.get(i)).publish(days.activity(), days.born());
            }
            after = page.next();
        } while (after.isPresent());
    }

    /** How a poll ended; {@code MORE} where it should go on soon. */
    enum Result {
        DONE,
        MORE,
        NOTHING_DUE
    }
}
