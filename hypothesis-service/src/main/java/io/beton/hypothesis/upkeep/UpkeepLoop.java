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
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Does the upkeep for as long as the service lives. */
@Startup
@Singleton
final class UpkeepLoop {
    private final OutboxRelay relay;

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
        relay = out.relay(source, publisher, meters);
        loops.start("upkeep", () -> new UpkeepSession(relay, lifecycle, explorer, advising, retests, database));
    }

    /** More often than anybody scrapes. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() throws SQLException {
        relay.look();
    }
}
