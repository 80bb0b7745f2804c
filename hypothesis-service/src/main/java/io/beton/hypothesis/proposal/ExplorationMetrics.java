package io.beton.hypothesis.proposal;

import io.beton.kit.store.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** Shows how many explorations are how far; asked of the database whenever the metrics are read. */
@Startup
@Singleton
final class ExplorationMetrics {

    ExplorationMetrics(ExplorationStore store, Database database, MeterRegistry meters) {
        for (ExplorationStatus status : ExplorationStatus.values()) {
            Gauge.builder("beton.explorations", () -> database.transaction(sql -> store.count(sql, status)))
                    .tag("status", status.word())
                    .register(meters);
        }
    }
}
