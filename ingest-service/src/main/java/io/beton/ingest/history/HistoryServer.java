package io.beton.ingest.history;

import io.beton.ingest.connection.Connections;
import io.beton.ingest.poll.MatchedHypotheses;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.Patience;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loops;
import io.beton.kit.store.StoreFailure;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.match.Times;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Serves one history request from its first record to its end on every partition.
 *
 * <p>Reads: PostHog, hypotheses. Writes: history, and the table {@code history} through its notes. On failure: where the database or Kafka is away it throws, and the
 * request is to be served again; whatever else goes wrong is the text of the request's end, so that nobody waits for it.
 */
@ApplicationScoped
class HistoryServer {
    private static final Logger LOG = Logger.getLogger(HistoryServer.class);
    /** PostHog takes events that claim to be up to 23 hours in the future. */
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofDays(1);

    private final Connections connections;
    private final MatchedHypotheses hypotheses;
    private final PostHogSource source;
    private final Publisher publisher;
    private final HistoryConfig config;
    private final HistoryStore store;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Loops loops;

    HistoryServer(
            Connections connections,
            MatchedHypotheses hypotheses,
            PostHogSource source,
            Publisher publisher,
            HistoryConfig config,
            HistoryStore store,
            MeterRegistry meters,
            Clock clock,
            Loops loops) {
        this.connections = connections;
        this.hypotheses = hypotheses;
        this.source = source;
        this.publisher = publisher;
        this.config = config;
        this.store = store;
        this.meters = meters;
        this.clock = clock;
        this.loops = loops;
    }

    void serve(HistoryRequest request) {
        if (request.purpose() == Purpose.WARM_UP) {
            // from here on polls include the hypothesis, so that no event falls between its history and its polls
            hypotheses.awaitHeard();
        }
        Publication publication = new Publication(request, publisher, meters);
        long readAt = Times.micros(clock.instant());
        HistoryNotes notes = new HistoryNotes(request, store, clock);
        Optional<String> failure = read(request, publication, notes);
        publication.end(readAt, failure);
        notes.ended(failure);
    }

    private Optional<String> read(HistoryRequest request, Publication publication, HistoryNotes notes) {
        Optional<Endpoint> endpoint = Optional.empty();
        try {
            endpoint = connections.endpoint(request.connectionId());
            if (endpoint.isEmpty()) {
                return Optional.of(notConnected(request));
            }
            HistoryQueries queries = new HistoryQueries(request, source, () -> reading(request), clock);
            notes.spending(queries::spent);
            return read(queries, publication, notes);
        } catch (SourceFailure e) {
            if (e.ending() || loops.ending()) {
                // the next service reads it from its beginning
                throw e;
            }
            endpoint.ifPresent(used -> connections.noteFailure(request.connectionId(), used, e));
            return Optional.of(e.getMessage());
        } catch (Disconnected e) {
            return Optional.of(notConnected(request));
        } catch (StoreFailure | KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            if (loops.ending()) {
                throw e;
            }
            LOG.errorf(e, "history could not be read: request=%s", request.requestId());
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Counted first, unless it is a warm-up, which somebody approved. */
    private Optional<String> read(HistoryQueries queries, Publication publication, HistoryNotes notes) {
        HistoryRequest request = queries.request();
        if (request.purpose() == Purpose.WARM_UP) {
            long now = Times.micros(clock.instant().plus(CLOCKS_MAY_DIFFER));
            HistorySlices slices = new HistorySlices(request, now, config.pageSize());
            new HistoryReader(queries, publication, slices, config.pageSize()).read(Optional.empty());
            return Optional.empty();
        }
        HistorySlices slices = new HistorySlices(request, request.windowEnd(), config.pageSize());
        HistorySize size = HistorySize.of(queries);
        HistoryEstimate estimate = HistoryEstimate.of(request, size, slices);
        notes.estimated(estimate);
        Optional<String> refusal = config.budget().refusal(estimate, request.windowDays());
        if (refusal.isEmpty()) {
            publication.expect(size.size());
            new HistoryReader(queries, publication, slices, config.pageSize()).read(Optional.of(size.size()));
        }
        return refusal;
    }

    private Reading reading(HistoryRequest request) {
        return Reading.of(
                request.connectionId(),
                connections.endpoint(request.connectionId()).orElseThrow(Disconnected::new),
                request.purpose() == Purpose.WARM_UP ? Patience.WARM_UP : Patience.HISTORY);
    }

    private static String notConnected(HistoryRequest request) {
        return "connection " + request.connectionId() + " is unknown, broken or deleted";
    }

    /** The connection went away while it was read. */
    private static final class Disconnected extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
