package io.beton.ingest.history;

import io.beton.ingest.connection.Connections;
import io.beton.ingest.poll.MatchedHypotheses;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loop;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.match.Times;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jboss.logging.Logger;

/**
 * Serves history requests, one after the other.
 *
 * <p>Reads: history-requests, PostHog. Writes: history. On failure: a request that PostHog refuses ends with the reason
 * on every partition; after a crash the request is read again from its beginning, since its offset is committed last.
 */
final class HistorySession implements Loop.Session {
    private static final Logger LOG = Logger.getLogger(HistorySession.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final DeadLetters deadLetters;
    private final Connections connections;
    private final MatchedHypotheses hypotheses;
    private final PostHogSource source;
    private final Publisher publisher;
    private final MeterRegistry meters;
    private final Clock clock;

    HistorySession(
            KafkaConsumer<String, byte[]> consumer,
            DeadLetters deadLetters,
            Connections connections,
            MatchedHypotheses hypotheses,
            PostHogSource source,
            Publisher publisher,
            MeterRegistry meters,
            Clock clock) {
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.connections = connections;
        this.hypotheses = hypotheses;
        this.source = source;
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
        consumer.subscribe(List.of(Topics.HISTORY_REQUESTS.name()));
    }

    @Override
    public void step() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            HistoryRequest request;
            try {
                request = Json.read(record.value(), HistoryRequest.class);
            } catch (RuntimeException e) {
                deadLetters.bury(record, e);
                continue;
            }
            serve(request);
        }
        consumer.commitSync();
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void serve(HistoryRequest request) {
        int partitions = publisher.partitions(Topics.HISTORY.name());
        Publication publication = new Publication(request.requestId(), publisher, meters, partitions);
        if (request.purpose() == Purpose.WARM_UP) {
            // from here on polls include the hypothesis, so that no event falls between its history and its polls
            hypotheses.awaitHeard();
        }
        long now = Times.micros(clock.instant());
        Optional<Endpoint> endpoint = connections.endpoint(request.connectionId());
        if (endpoint.isEmpty()) {
            publication.end(now, Optional.of("connection " + request.connectionId() + " is not connected"));
            return;
        }
        try {
            new HistoryReader(request, endpoint.get(), source, publication, partitions).read(now);
            publication.end(now, Optional.empty());
            LOG.infof("history read: request=%s purpose=%s", request.requestId(), request.purpose());
        } catch (SourceFailure e) {
            LOG.warnf("history could not be read: request=%s reason=%s", request.requestId(), e.getMessage());
            connections.noteFailure(request.connectionId(), e);
            publication.end(now, Optional.of("the history could not be read: " + e.getMessage()));
        }
    }
}
