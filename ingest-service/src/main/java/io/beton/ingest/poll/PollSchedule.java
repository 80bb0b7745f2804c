package io.beton.ingest.poll;

import io.beton.ingest.connection.Connections;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.kit.loop.Loops;
import io.beton.kit.trace.Traced;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Has each connection polled once in its interval, at a moment of its own, or at once where somebody asks; and what
 * came late looked for, in the same way. Several are polled side by side, so that a slow one delays no other.
 */
@ApplicationScoped
class PollSchedule {
    private static final Logger LOG = Logger.getLogger(PollSchedule.class);
    private static final Duration REST = Duration.ofSeconds(1);

    private final Connections connections;
    private final ConnectionPoller poller;
    private final DeepPass deepPass;
    private final PollConfig config;
    private final MatchedHypotheses hypotheses;
    private final PollNow now;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Loops loops;
    private final Map<Pass, SideBySide> workers;
    private final Map<Pass, Map<ConnectionId, Instant>> begun =
            Map.of(Pass.LIVE, new ConcurrentHashMap<>(), Pass.DEEP, new ConcurrentHashMap<>());

    PollSchedule(
            Connections connections,
            ConnectionPoller poller,
            DeepPass deepPass,
            PollConfig config,
            MatchedHypotheses hypotheses,
            PollNow now,
            MeterRegistry meters,
            Clock clock,
            Loops loops) {
        this.connections = connections;
        this.poller = poller;
        this.deepPass = deepPass;
        this.config = config;
        this.hypotheses = hypotheses;
        this.now = now;
        this.meters = meters;
        this.clock = clock;
        this.loops = loops;
        this.workers =
                Map.of(Pass.LIVE, new SideBySide("poll", config.atOnce()), Pass.DEEP, new SideBySide("deep-pass", 1));
        workers.values().forEach(loops::add);
    }

    void start(@Observes StartupEvent event) {
        now.whenAsked(loops.every("due polls", REST, this::look));
    }

    /** A new one has had no poll in its slot. */
    void connected(@Observes ConnectionFacts anew) {
        now.look();
    }

    void look() {
        if (!hypotheses.heard()) {
            // a poll that does not know yet what is needed would advance its cursor past it
            return;
        }
        List<ConnectionFacts> connected = connections.connected();
        Set<ConnectionId> ids =
                connected.stream().map(ConnectionFacts::connectionId).collect(Collectors.toSet());
        begun.values().forEach(known -> known.keySet().retainAll(ids));
        for (ConnectionFacts facts : connected) {
            look(Pass.LIVE, facts.connectionId(), facts.syncEvery());
            look(Pass.DEEP, facts.connectionId(), config.deepEvery());
        }
    }

    private void look(Pass pass, ConnectionId id, Duration every) {
        if (loops.ending() || workers.get(pass).busy(id)) {
            return;
        }
        Instant slot = PollSlot.begin(id, every, clock.instant());
        boolean asked = pass == Pass.LIVE && now.take(id);
        if (asked || begun.get(pass).getOrDefault(id, Instant.MIN).isBefore(slot)) {
            begun.get(pass).put(id, slot);
            // who asks is not told that somebody else has polled in this interval
            Instant unlessSince = asked ? Instant.MAX : slot;
            workers.get(pass)
                    .start(
                            id,
                            () -> Traced.work(pass.word())
                                    .about("connection", id)
                                    .run(() -> run(pass, id, unlessSince)));
        }
    }

    private void run(Pass pass, ConnectionId id, Instant unlessSince) {
        String result = pass == Pass.LIVE
                ? result(pass, id, () -> poller.poll(id, unlessSince))
                : result(pass, id, () -> deepPass.pass(id, unlessSince));
        meters.counter(pass == Pass.LIVE ? "beton.polls" : "beton.deep.passes", "result", result)
                .increment();
    }

    private String result(Pass pass, ConnectionId id, Work work) {
        try {
            PassResult result = work.run();
            if (result == PassResult.MORE) {
                now.soon(id);
            }
            return result == PassResult.NOTHING_DUE ? "nothing_due" : "ok";
        } catch (SourceFailure e) {
            LOG.logf(level(Logger.Level.WARN), "%s failed: connection=%s reason=%s", pass.word(), id, e.getMessage());
            Traced.failed(e.kind().word());
            return e.kind().word();
        } catch (RuntimeException e) {
            LOG.logf(level(Logger.Level.ERROR), e, "%s failed: connection=%s", pass.word(), id);
            Traced.failed(e.getClass().getName());
            return "failed";
        }
    }

    /** What was broken off, since the service ends, is read again by the next one. */
    private Logger.Level level(Logger.Level usual) {
        return loops.ending() ? Logger.Level.DEBUG : usual;
    }

    private interface Work {
        PassResult run();
    }
}
