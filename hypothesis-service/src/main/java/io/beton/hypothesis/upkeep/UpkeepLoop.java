package io.beton.hypothesis.upkeep;

import io.beton.hypothesis.lifecycle.HypothesisLifecycle;
import io.beton.hypothesis.proposal.Advising;
import io.beton.hypothesis.proposal.Explorer;
import io.beton.hypothesis.retest.Retests;
import io.beton.hypothesis.store.Outgoing;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loop;
import io.beton.kit.outbox.OutboxRelay;
import io.beton.kit.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Does the upkeep for as long as the service lives. */
@Startup
@Liveness
@Singleton
final class UpkeepLoop implements HealthCheck {
    private final Loop loop;

    UpkeepLoop(
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
        loop = Loop.start("upkeep", () -> new UpkeepSession(relay, lifecycle, explorer, advising, retests, database));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("upkeep loop").status(loop.alive()).build();
    }

    /** Before the database and the broker are let go of. */
    void close(@Observes ShutdownEvent ending) {
        loop.close();
    }
}
