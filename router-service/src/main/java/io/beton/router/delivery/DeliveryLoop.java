package io.beton.router.delivery;

import io.beton.kit.loop.Loop;
import io.beton.kit.store.Database;
import io.beton.model.id.SinkId;
import io.beton.router.database.Bell;
import io.beton.router.identity.IdentityConfig;
import io.beton.router.sink.SinkConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Keeps workers at every binding for which something is due; a binding has threads of its own, so a dead one holds up
 * nobody else.
 *
 * <p>Reads: the tables {@code delivery}, {@code sink} and {@code pace}. Writes: gives up deliveries of bindings that
 * have ended. On failure: looks again.
 */
@Startup
@ApplicationScoped
public class DeliveryLoop {
    private static final Logger LOG = Logger.getLogger(DeliveryLoop.class);
    /** For what follows an attempt. */
    private static final Duration TO_SETTLE = Duration.ofSeconds(1);

    private final DeliveryWorker worker;
    private final DeliveryStore deliveries;
    private final Database database;
    private final DeliveryConfig config;
    private final Duration toEnd;
    private final Clock clock;
    private final Bell bell = new Bell();
    private final Map<SinkId, Lane> lanes = new ConcurrentHashMap<>();
    private final Loop loop;

    DeliveryLoop(
            DeliveryWorker worker,
            DeliveryStore deliveries,
            Database database,
            DeliveryConfig config,
            IdentityConfig identity,
            SinkConfig sinks,
            Clock clock) {
        this.worker = worker;
        this.deliveries = deliveries;
        this.database = database;
        this.config = config;
        this.toEnd = identity.timeout().plus(sinks.attemptTimeout()).plus(TO_SETTLE);
        this.clock = clock;
        this.loop = Loop.start("deliver", Looking::new);
    }

    /** Tells that there is something to deliver. */
    public void ring() {
        bell.ring();
    }

    /** Whether it goes on by itself; only a bug or a lack of memory ends it. */
    public boolean alive() {
        return loop.alive();
    }

    void end(@Observes ShutdownEvent event) throws InterruptedException {
        loop.close();
        lanes.values().forEach(Lane::end);
        Instant longest = clock.instant().plus(toEnd);
        for (Lane lane : lanes.values()) {
            if (!lane.awaitEnd(Duration.between(clock.instant(), longest))) {
                LOG.warn("attempts were left behind; they are due again when their leases are over");
            }
        }
    }

    private void look() {
        List<SinkId> due = database.transaction(connection -> {
            deliveries.abandonEnded(connection);
            return deliveries.due(connection, clock.instant());
        });
        for (SinkId sink : due) {
            lanes.computeIfAbsent(sink, added -> new Lane(added, config.perBinding(), worker::deliverNext))
                    .wake();
        }
    }

    private final class Looking implements Loop.Session {
        @Override
        public void step() {
            look();
            bell.await(config.lookEvery());
        }

        @Override
        public void wakeUp() {
            bell.ring();
        }

        @Override
        public void close() {
            // holds nothing between steps
        }
    }
}
