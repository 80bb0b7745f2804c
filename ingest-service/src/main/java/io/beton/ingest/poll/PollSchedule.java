package io.beton.ingest.poll;

import io.beton.ingest.connection.Connections;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Polls each connection when its interval is over, one after the other. */
@ApplicationScoped
class PollSchedule {
    private static final Logger LOG = Logger.getLogger(PollSchedule.class);
    private static final Clock CLOCK = Clock.systemUTC();

    private final Connections connections;
    private final ConnectionPoller poller;
    private final PollNow now;
    private final MeterRegistry meters;
    private final Map<ConnectionId, Instant> last = new HashMap<>();

    PollSchedule(Connections connections, ConnectionPoller poller, PollNow now, MeterRegistry meters) {
        this.connections = connections;
        this.poller = poller;
        this.now = now;
        this.meters = meters;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        for (ConnectionFacts facts : connections.connected()) {
            ConnectionId id = facts.connectionId();
            Instant due =
                    last.getOrDefault(id, Instant.MIN.plus(facts.syncEvery())).plus(facts.syncEvery());
            if (now.take(id) || !CLOCK.instant().isBefore(due)) {
                last.put(id, CLOCK.instant());
                meters.counter("beton.polls", "result", poll(id)).increment();
            }
        }
    }

    private String poll(ConnectionId id) {
        try {
            poller.poll(id);
            return "ok";
        } catch (SourceFailure e) {
            LOG.warnf("poll failed: connection=%s reason=%s", id, e.getMessage());
            connections.noteFailure(id, e);
            return "refused";
        } catch (SQLException | RuntimeException e) {
            LOG.errorf(e, "poll failed: connection=%s", id);
            return "failed";
        }
    }
}
