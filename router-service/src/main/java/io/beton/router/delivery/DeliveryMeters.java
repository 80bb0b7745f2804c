package io.beton.router.delivery;

import io.beton.kit.store.Database;
import io.beton.router.pace.Pace;
import io.beton.router.sink.SinkKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Counts attempts by kind of sink, and shows for each binding how much it is owed and whether its circuit is open.
 *
 * <p>Reads: the tables {@code sink}, {@code delivery} and {@code pace}. Writes: nothing. On failure: the gauges stay as
 * they were until the next look.
 */
@Singleton
final class DeliveryMeters {
    private final Database database;
    private final DeliveryBacklog backlog;
    private final MeterRegistry meters;
    private final Clock clock;
    private final MultiGauge pending;
    private final MultiGauge circuits;

    DeliveryMeters(Database database, DeliveryBacklog backlog, MeterRegistry meters, Clock clock) {
        this.database = database;
        this.backlog = backlog;
        this.meters = meters;
        this.clock = clock;
        this.pending = MultiGauge.builder("beton.deliveries.pending")
                .description("Deliveries that are owed to a binding and not settled yet")
                .register(meters);
        this.circuits = MultiGauge.builder("beton.sink.circuit")
                .description("0 closed, 1 half open, 2 open")
                .register(meters);
    }

    /** Counts one delivery's attempt. */
    void attempted(SinkKind kind, String result, int millis) {
        meters.counter("beton.deliveries", "result", result, "kind", kind.stored())
                .increment();
        meters.timer("beton.delivery.attempt", "kind", kind.stored()).record(millis, TimeUnit.MILLISECONDS);
    }

    @Scheduled(
            every = "${beton.router.delivery.count-every:PT5S}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() {
        List<DeliveryBacklog.Owed> owed = database.transaction(connection -> backlog.of(connection, clock.instant()));
        pending.register(
                owed.stream()
                        .map(one -> MultiGauge.Row.of(tags(one), one.pending()))
                        .toList(),
                true);
        circuits.register(
                owed.stream()
                        .map(one -> MultiGauge.Row.of(tags(one), level(one.circuit())))
                        .toList(),
                true);
    }

    private static Tags tags(DeliveryBacklog.Owed owed) {
        return Tags.of("sink", owed.sinkId().value(), "kind", owed.kind());
    }

    private static int level(Pace.State circuit) {
        return switch (circuit) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
