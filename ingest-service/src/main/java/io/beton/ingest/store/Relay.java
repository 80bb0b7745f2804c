package io.beton.ingest.store;

import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loops;
import io.beton.kit.outbox.Outbox;
import io.beton.kit.outbox.OutboxRelay;
import io.beton.kit.store.StoreFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Carries this service's outbox to Kafka. */
@ApplicationScoped
class Relay {
    /** Others wait for what stands there; an empty outbox costs one look. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final OutboxRelay relay;

    Relay(DataSource database, Publisher publisher, MeterRegistry meters) {
        this.relay = new OutboxRelay(database, new Outbox("ingest"), publisher, meters);
    }

    void start(@Observes StartupEvent event, Loops loops) {
        loops.every("relay", REST, this::carry);
    }

    private void carry() {
        try {
            relay.relay();
        } catch (SQLException e) {
            throw new StoreFailure("[outbox] " + e.getMessage(), e);
        }
    }

    /** More often than anybody scrapes. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() throws SQLException {
        relay.look();
    }
}
