package io.beton.hypothesis.upkeep;

import io.beton.hypothesis.lifecycle.HypothesisLifecycle;
import io.beton.hypothesis.proposal.Advising;
import io.beton.hypothesis.proposal.Explorer;
import io.beton.hypothesis.retest.Retests;
import io.beton.hypothesis.store.Outgoing;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loops;
import io.beton.kit.outbox.OutboxRelay;
import io.beton.kit.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Does the upkeep for as long as the service lives. */
@Startup
@Singleton
final class UpkeepLoop {
    /** More often than anybody scrapes. */
    private static final Duration REST = Duration.ofSeconds(5);

    UpkeepLoop(
            Loops loops,
            DataSource source,
            Publisher publisher,
            Outgoing out,
            HypothesisLifecycle lifecycle,
            Explorer explorer,
            Advising advising,
            Retests retests,
            Database database,
            MeterRegistry meters) {
        OutboxRelay relay = out.relay(source, publisher, meters);
        loops.start("upkeep", () -> new UpkeepSession(relay, lifecycle, explorer, advising, retests, database));
        loops.every("count what waits in the outbox", REST, () -> look(relay));
    }

    private static void look(OutboxRelay relay) {
        try {
            relay.look();
        } catch (SQLException e) {
            throw new IllegalStateException("[outbox] what waits could not be counted: " + e.getMessage(), e);
        }
    }
}
