package io.beton.router.signal;

import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loop;
import io.beton.kit.outbox.Outbox;
import io.beton.kit.outbox.OutboxRelay;
import io.beton.router.database.Bell;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Carries raised signals to their topic.
 *
 * <p>Reads: the table {@code outbox}. Writes: signals, then deletes what was acknowledged. On failure: what was not
 * deleted is published again; readers drop repeats by {@code ce_id}.
 */
@Startup
@ApplicationScoped
public class SignalRelay {
    /** How long a signal of an instance that ended before telling its relay may lie. */
    private static final Duration LONGEST_REST = Duration.ofMillis(200);

    private final OutboxRelay relay;
    private final Bell bell = new Bell();
    private final Loop loop;

    SignalRelay(DataSource database, Publisher publisher, MeterRegistry meters) {
        this.relay = new OutboxRelay(database, new Outbox("router"), publisher, meters);
        this.loop = Loop.start("relay", Carrying::new);
    }

    /** Tells that there is something to carry. */
    public void ring() {
        bell.ring();
    }

    /** Whether it goes on by itself; only a bug or a lack of memory ends it. */
    public boolean alive() {
        return loop.alive();
    }

    void end(@Observes ShutdownEvent event) {
        loop.close();
    }

    private final class Carrying implements Loop.Session {
        @Override
        public void step() {
            try {
                relay.relay();
            } catch (SQLException e) {
                throw new IllegalStateException("[relay] " + e.getMessage(), e);
            }
            bell.await(LONGEST_REST);
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
