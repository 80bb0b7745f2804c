package io.beton.ingest.poll;

import io.beton.ingest.connection.Connections;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Polls each connection when its interval is over, or at once where somebody asks; one after the other. */
@ApplicationScoped
class PollSchedule {
    private static final Logger LOG = Logger.getLogger(PollSchedule.class);

    private final Connections connections;
    private final ConnectionPoller poller;
    private final MatchedHypotheses hypotheses;
    private final LiveBatches batches;
    private final PollNow now;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<ConnectionId, Instant> last = new HashMap<>();
    private volatile boolean ending;

    PollSchedule(
            Connections connections,
            ConnectionPoller poller,
            MatchedHypotheses hypotheses,
            LiveBatches batches,
            PollNow now,
            MeterRegistry meters,
            Clock clock) {
        this.connections = connections;
        this.poller = poller;
        this.hypotheses = hypotheses;
        this.batches = batches;
        this.now = now;
        this.meters = meters;
        this.clock = clock;
    }

    void end(@Observes ShutdownEvent event) {
        ending = true;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        if (!hypotheses.heard()) {
            // a poll that does not know yet what is needed would advance its cursor past it
            return;
        }
        List<ConnectionFacts> connected = connections.connected();
        batches.keepOnly(connected.stream().map(ConnectionFacts::connectionId).collect(Collectors.toSet()));
        for (ConnectionFacts facts : connected) {
            ConnectionId id = facts.connectionId();
            boolean due = Optional.ofNullable(last.get(id))
                    .map(polled -> !clock.instant().isBefore(polled.plus(facts.syncEvery())))
                    .orElse(true);
            if (now.take(id) || due) {
                last.put(id, clock.instant());
                meters.counter("beton.polls", "result", poll(id)).increment();
            }
        }
    }

    private String poll(ConnectionId id) {
        try {
            ConnectionPoller.Result result = poller.poll(id);
            if (result == ConnectionPoller.Result.MORE) {
                now.soon(id);
            }
            return result == ConnectionPoller.Result.NOTHING_DUE ? "nothing_due" : "ok";
        } catch (SourceFailure e) {
            LOG.warnf("poll failed: connection=%s reason=%s", id, e.getMessage());
            return e.kind().word();
        } catch (RuntimeException e) {
            // the clients of a service that ends close under a poll; the next service reads the range again
            LOG.logf(ending ? Logger.Level.DEBUG : Logger.Level.ERROR, e, "poll failed: connection=%s", id);
            return "failed";
        }
    }
}
