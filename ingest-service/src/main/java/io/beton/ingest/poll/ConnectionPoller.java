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

/**
 * One live poll of one connection: what became visible since the cursor, for the hypotheses that are matched.
 *
 * <p>Reads: PostHog, hypotheses, the tables {@code cursor} and {@code published}. Writes: events, up to when they are
 * whole, then the cursor with what was published. On failure: the cursor stays and the next poll reads and publishes
 * the same range again; whoever matches drops repeats by uuid. A range that is too much for PostHog is halved, and what
 * is left of it belongs to the next poll.
 */
@ApplicationScoped
class ConnectionPoller {
    private static final String NAME = "beton_poll";
    private static final long SMALLEST_STEP = Times.HOUR / 60;

    private final Connections connections;
    private final PageFetcher fetcher;
    private final MatchedHypotheses hypotheses;
    private final CursorStore cursors;
    private final LiveBatches batches;
    private final PollConfig config;
    private final Clock clock;

    ConnectionPoller(
            Connections connections,
            PageFetcher fetcher,
            MatchedHypotheses hypotheses,
            CursorStore cursors,
            LiveBatches batches,
            PollConfig config,
            Clock clock) {
        this.connections = connections;
        this.fetcher = fetcher;
        this.hypotheses = hypotheses;
        this.cursors = cursors;
        this.batches = batches;
        this.config = config;
        this.clock = clock;
    }

    /** Polls, unless somebody did since a time, or is doing so now. */
    PassResult poll(ConnectionId connection, Instant unlessSince) {
        Optional<Endpoint> endpoint = connections.endpoint(connection);
        Optional<CursorStore.Taken> taken = endpoint.flatMap(known -> cursors.take(connection, Pass.LIVE));
        if (taken.isEmpty()) {
            return PassResult.NOTHING_DUE;
        }
        try (CursorStore.Taken cursor = taken.get()) {
            Instant now = clock.instant();
            if (!cursor.dueAt(unlessSince) || cursor.createdAt() >= end(now)) {
                return PassResult.NOTHING_DUE;
            }
            MatchedHypotheses.Needs needs = hypotheses.of(connection);
            List<MatchedHypotheses.Needs> kinds = needs.bySubject();
            if (kinds.isEmpty()) {
                // nothing was ever said where the topic was lost, and what was needed is about to be said again
                long end = needs.everSaid() ? end(now) : cursor.createdAt();
                cursor.advance(end, Optional.of(now), sql -> {});
                return PassResult.DONE;
            }
            return poll(Reading.of(connection, endpoint.get(), Patience.POLL), kinds, cursor, now);
        } catch (SourceFailure e) {
            endpoint.ifPresent(used -> connections.noteFailure(connection, used, e));
            throw e;
        }
    }

    private PassResult poll(
            Reading reading, List<MatchedHypotheses.Needs> kinds, CursorStore.Taken cursor, Instant now) {
        List<PageFetcher.Asked> asked = fetcher.asked(reading, kinds);
        LiveBatches.Writer writer = batches.writer(reading.account().orElseThrow(), Pass.LIVE, kinds);
        long overlap = PollConfig.micros(config.overlap());
        for (long end = end(now); ; end = cursor.createdAt() + (end - cursor.createdAt()) / 2) {
            try {
                Range range = Range.ofArrivals(cursor.createdAt() - overlap, end, config.lookback());
                writer.beginRange();
                // page by page, each of them acknowledged before the next one is fetched
                fetcher.fetch(reading, asked, range, NAME, writer::publish);
                long nextFrom = end - overlap;
                writer.arrivedUntil(nextFrom);
                boolean whole = end == end(now);
                cursor.advance(
                        end, whole ? Optional.of(now) : cursor.polledAt(), sql -> writer.remember(sql, nextFrom));
                return whole ? PassResult.DONE : PassResult.MORE;
            } catch (SourceFailure e) {
                if (e.kind() != SourceFailure.Kind.TOO_LARGE || end - cursor.createdAt() <= SMALLEST_STEP) {
                    throw e;
                }
            }
        }
    }

    private long end(Instant now) {
        return Times.micros(now.minus(config.settle()));
    }
}
