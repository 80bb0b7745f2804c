package io.beton.hypothesis.lifecycle;

import io.beton.kit.store.Database;
import io.beton.model.hypothesis.HypothesisState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** Shows how many hypotheses are in each state; asked of the database whenever the metrics are read. */
@Startup
@Singleton
final class LifecycleMetrics {

    LifecycleMetrics(HypothesisStore store, Database database, MeterRegistry meters) {
        for (HypothesisState state : HypothesisState.values()) {
            Gauge.builder("beton.hypotheses", () -> database.transaction(sql -> store.count(sql, state)))
                    .tag("status", StateName.of(state))
                    .register(meters);
        }
    }
}
