package io.beton.router.delivery;

import io.beton.kit.store.Database;
import io.beton.model.id.SinkId;
import io.beton.router.pace.Pace;
import io.beton.router.sink.SinkKind;
import io.beton.router.sink.SinkState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Counts attempts by binding, and shows of each binding whether it gets signals, how much it is owed and whether its
 * circuit is open.
 *
 * <p>Reads: the tables {@code sink}, {@code delivery} and {@code pace}. Writes: nothing. On failure: the gauges stay as
 * they were until the next look.
 */
@Singleton
final class DeliveryMeters {
    private static final List<String> RESULTS =
            List.of(Delivery.State.DELIVERED.stored(), Delivery.State.EXHAUSTED.stored(), Settlement.RETRIED);
    /** From a receiver that is up to the last of the attempts. */
    private static final Duration[] DELAYS = Stream.of(
                    "PT1S", "PT5S", "PT15S", "PT1M", "PT5M", "PT15M", "PT1H", "PT6H", "P1D", "P3D")
            .map(Duration::parse)
            .toArray(Duration[]::new);

    private final Database database;
    private final DeliveryBacklog backlog;
    private final MeterRegistry meters;
    private final Clock clock;
    private final MultiGauge pending;
    private final MultiGauge circuits;
    private final MultiGauge states;

    DeliveryMeters(Database database, DeliveryBacklog backlog, MeterRegistry meters, Clock clock) {
        this.database = database;
        this.backlog = backlog;
        this.meters = meters;
        this.clock = clock;
        this.pending = MultiGauge.builder("beton.deliveries.pending").register(meters);
        this.circuits = MultiGauge.builder("beton.sink.circuit").register(meters);
        this.states = MultiGauge.builder("beton.sink.state").register(meters);
    }

    /** Counts one delivery's attempt. */
    void attempted(SinkKind kind, DeliveryStore.Claimed claimed, String result, Attempted attempted) {
        counter(claimed.sinkId(), kind.stored(), result).increment();
        meters.timer("beton.delivery.attempt", "kind", kind.stored()).record(attempted.millis(), TimeUnit.MILLISECONDS);
        if (result.equals(Delivery.State.DELIVERED.stored())) {
            Timer.builder("beton.delivery.delay")
                    .tag("kind", kind.stored())
                    .serviceLevelObjectives(DELAYS)
                    .register(meters)
                    .record(Duration.between(claimed.raisedAt(), attempted.endedAt()));
        }
    }

    private Counter counter(SinkId sink, String kind, String result) {
        return meters.counter("beton.deliveries", tags(sink, kind).and("result", result));
    }

    @Scheduled(
            every = "${beton.router.delivery.count-every:PT5S}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() {
        List<DeliveryBacklog.Owed> all = database.transaction(connection -> backlog.of(connection, clock.instant()));
        states.register(all.stream().flatMap(DeliveryMeters::states).toList(), true);
        List<DeliveryBacklog.Owed> owed =
                all.stream().filter(one -> one.state() == SinkState.ACTIVE).toList();
        // what first appears with a one has not grown
        owed.forEach(one -> RESULTS.forEach(result -> counter(one.sinkId(), one.kind(), result)));
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

    private static Stream<MultiGauge.Row<?>> states(DeliveryBacklog.Owed owed) {
        return Stream.of(SinkState.ACTIVE, SinkState.DISABLED)
                .map(state ->
                        MultiGauge.Row.of(tags(owed).and("state", state.stored()), owed.state() == state ? 1 : 0));
    }

    private static Tags tags(DeliveryBacklog.Owed owed) {
        return tags(owed.sinkId(), owed.kind());
    }

    private static Tags tags(SinkId sink, String kind) {
        return Tags.of("sink", sink.value(), "kind", kind);
    }

    private static int level(Pace.State circuit) {
        return switch (circuit) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
