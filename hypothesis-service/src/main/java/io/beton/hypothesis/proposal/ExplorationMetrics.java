package io.beton.hypothesis.proposal;

import io.beton.kit.loop.Loops;
import io.beton.kit.store.Database;
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
 * Shows how many explorations are how far.
 *
 * <p>Reads: the table {@code exploration}. Writes: nothing. On failure: the gauges stay as they were until the next look.
 */
@Startup
@Singleton
final class ExplorationMetrics {
    /** More often than anybody scrapes. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final ExplorationStore store;
    private final Database database;
    private final MultiGauge explorations;

    ExplorationMetrics(ExplorationStore store, Database database, Loops loops, MeterRegistry meters) {
        this.store = store;
        this.database = database;
        this.explorations = MultiGauge.builder("beton.explorations").register(meters);
        loops.every("count explorations", REST, this::look);
    }

    private void look() {
        explorations.register(database.transaction(this::counted), true);
    }

    private List<MultiGauge.Row<?>> counted(Connection sql) throws SQLException {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (ExplorationStatus status : ExplorationStatus.values()) {
            rows.add(MultiGauge.Row.of(Tags.of("status", status.word()), store.count(sql, status)));
        }
        return rows;
    }
}
