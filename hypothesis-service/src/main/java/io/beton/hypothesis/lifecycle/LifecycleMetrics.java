package io.beton.hypothesis.lifecycle;

import io.beton.kit.loop.Loops;
import io.beton.kit.store.Database;
import io.beton.model.hypothesis.HypothesisState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows how many hypotheses are in each state.
 *
 * <p>Reads: the table {@code hypothesis}. Writes: nothing. On failure: the gauges stay as they were until the next look.
 */
@Startup
@Singleton
final class LifecycleMetrics {
    /** More often than anybody scrapes. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final HypothesisStore store;
    private final Database database;
    private final MultiGauge hypotheses;

    LifecycleMetrics(HypothesisStore store, Database database, Loops loops, MeterRegistry meters) {
        this.store = store;
        this.database = database;
        this.hypotheses = MultiGauge.builder("beton.hypotheses").register(meters);
        loops.every("count hypotheses", REST, this::look);
    }

    private void look() {
        hypotheses.register(database.transaction(this::counted), true);
    }

    private List<MultiGauge.Row<?>> counted(Connection sql) throws SQLException {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (HypothesisState state : HypothesisState.values()) {
            rows.add(MultiGauge.Row.of(Tags.of("status", StateName.of(state)), store.count(sql, state)));
        }
        return rows;
    }
}
