package io.beton.router.delivery;

import io.beton.kit.loop.Loop;
import io.beton.kit.loop.Loops;
import io.beton.kit.store.Database;
import io.beton.model.id.SinkId;
import io.beton.router.database.Bell;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

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
    private final DeliveryStore deliveries;
    private final Database database;
    private final DeliveryConfig config;
    private final Clock clock;
    private final Bell bell = new Bell();
    private final Lanes lanes;

    DeliveryLoop(
            DeliveryWorker worker,
            DeliveryStore deliveries,
            Database database,
            DeliveryConfig config,
            Clock clock,
            Loops loops) {
        this.deliveries = deliveries;
        this.database = database;
        this.config = config;
        this.clock = clock;
        this.lanes = new Lanes(sink -> new Lane(sink, config.perBinding(), worker::deliverNext));
        loops.add(lanes);
        loops.start("deliver", Looking::new);
    }

    /** Tells that there is something to deliver. */
    public void ring() {
        bell.ring();
    }

    private void look() {
        List<SinkId> due = database.transaction(connection -> {
            deliveries.abandonEnded(connection);
            return deliveries.due(connection, clock.instant());
        });
        due.forEach(lanes::wake);
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
