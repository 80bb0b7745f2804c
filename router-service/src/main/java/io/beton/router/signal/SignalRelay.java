package io.beton.router.signal;

import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loop;
import io.beton.kit.loop.Loops;
import io.beton.kit.outbox.Outbox;
import io.beton.kit.outbox.OutboxRelay;
import io.beton.router.database.Bell;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
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

    SignalRelay(Loops loops, DataSource database, Publisher publisher, MeterRegistry meters) {
        this.relay = new OutboxRelay(database, new Outbox("router"), publisher, meters);
        loops.start("relay", Carrying::new);
    }

    /** Tells that there is something to carry. */
    public void ring() {
        bell.ring();
    }

    /** More often than anybody scrapes. */
    @Scheduled(
            every = "PT5S",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() throws SQLException {
        relay.look();
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
