package io.beton.ingest.poll;

import io.beton.ingest.connection.Connections;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.Patience;
import io.beton.ingest.posthog.Range;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.model.id.ConnectionId;
import io.beton.model.match.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the events that came later than a poll looks for them: counts them by day, and reads and publishes, of the days
 * whose count has changed, what arrived since the last time.
 *
 * <p>Reads: PostHog, hypotheses, the tables {@code deep_cursor}, {@code late_day} and {@code published}. Writes: events;
 * then the cursor with the counts and what was published. On failure: the cursor and the counts stay, and the next
 * deep pass publishes it again. Days that are too much for PostHog at once are asked for in parts.
 */
@ApplicationScoped
class DeepPass {
    private static final String NAME = "beton_poll_late";

    private final Connections connections;
    private final LateCounter counter;
    private final PageFetcher fetcher;
    private final MatchedHypotheses hypotheses;
    private final CursorStore cursors;
    private final LateDayStore lateDays;
    private final LiveBatches batches;
    private final PollConfig config;
    private final Clock clock;

    DeepPass(
            Connections connections,
            LateCounter counter,
            PageFetcher fetcher,
            MatchedHypotheses hypotheses,
            CursorStore cursors,
            LateDayStore lateDays,
            LiveBatches batches,
            PollConfig config,
            Clock clock) {
        this.connections = connections;
        this.counter = counter;
        this.fetcher = fetcher;
        this.hypotheses = hypotheses;
        this.cursors = cursors;
        this.lateDays = lateDays;
        this.batches = batches;
        this.config = config;
        this.clock = clock;
    }

    /** Looks, unless somebody did since a time, or is doing so now. */
    PassResult pass(ConnectionId connection, Instant unlessSince) {
        Optional<Endpoint> endpoint = connections.endpoint(connection);
        Optional<CursorStore.Taken> taken = endpoint.flatMap(known -> cursors.take(connection, Pass.DEEP));
        if (taken.isEmpty()) {
            return PassResult.NOTHING_DUE;
        }
        try (CursorStore.Taken cursor = taken.get()) {
            if (!cursor.dueAt(unlessSince)) {
                return PassResult.NOTHING_DUE;
            }
            pass(connection, endpoint.get(), cursor);
            return PassResult.DONE;
        } catch (SourceFailure e) {
            endpoint.ifPresent(used -> connections.noteFailure(connection, used, e));
            throw e;
        }
    }

    private void pass(ConnectionId connection, Endpoint endpoint, CursorStore.Taken cursor) {
        Instant now = clock.instant();
        long end = Times.micros(now.minus(config.settle()));
        MatchedHypotheses.Needs needs = hypotheses.of(connection);
        List<MatchedHypotheses.Needs> kinds = needs.bySubject();
        if (kinds.isEmpty()) {
            nothingNeeded(needs, connection, cursor, now, end);
            return;
        }
        Reading reading = Reading.of(connection, endpoint, Patience.POLL);
        // a day may have changed by what became visible long after its created_at
        long overlap = PollConfig.micros(config.overlap().plus(config.deepEvery()));
        long from = cursor.createdAt() - overlap;
        List<PageFetcher.Asked> asked = fetcher.asked(reading, kinds);
        List<LateDay> counted = counter.count(reading, asked, end);
        Set<LateDay> before = lateDays.read(connection);
        List<LateDay> changed =
                counted.stream().filter(day -> day.changed(before, from)).toList();
        LiveBatches.Writer writer = batches.writer(connection, Pass.DEEP, kinds);
        for (Range.Happened days : LateDay.ranges(changed)) {
            LateCounter.inParts(days, part -> {
                writer.beginRange();
                fetcher.fetch(reading, asked, Range.late(part, from, end, config.lookback()), NAME, writer::publish);
            });
        }
        cursor.advance(end, Optional.of(now), sql -> {
            LateDayStore.replace(sql, connection, counted);
            writer.remember(sql, end - overlap);
        });
    }

    static void nothingNeeded(
            MatchedHypotheses.Needs needs, ConnectionId connection, CursorStore.Taken cursor, Instant now, long end) {
        if (needs.everSaid()) {
            cursor.advance(end, Optional.of(now), sql -> LateDayStore.replace(sql, connection, List.of()));
        } else {
            // the topic was lost, and what was needed is about to be said again
            cursor.advance(cursor.createdAt(), Optional.of(now), sql -> {});
        }
    }
}
