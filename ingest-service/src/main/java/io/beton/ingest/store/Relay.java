package io.beton.ingest.store;

import io.beton.kit.kafka.Publisher;
import io.beton.kit.outbox.Outbox;
import io.beton.kit.outbox.OutboxRelay;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Carries this service's outbox to Kafka. */
@ApplicationScoped
class Relay {
    private final OutboxRelay relay;

    Relay(DataSource database, Publisher publisher, MeterRegistry meters) {
        this.relay = new OutboxRelay(database, new Outbox("ingest"), publisher, meters);
    }

    /** As often as the scheduler can, since others wait for what stands there; an empty outbox costs one look. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void carry() throws SQLException {
        relay.relay();
    }
}
