package io.beton.router.delivery;

import io.beton.kit.store.Database;
import io.beton.model.id.SinkId;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkState;
import io.beton.router.sink.SinkStore;
import io.beton.router.sink.Sinks;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Hands due signals to their destinations: claim, attempt outside of any transaction, settle.
 *
 * <p>Reads: the tables {@code delivery}, {@code signal} and {@code sink}. Writes: one attempt to a sink, then {@code
 * delivery} and {@code attempt}, and {@code sink} where its receiver is gone. On failure: what was claimed becomes due
 * again when its lease is over, so a receiver can get a signal twice and drops it by its id; what the receiver or the
 * network did is an {@link AttemptResult}, and is tried again, or given up, by {@link Settlement}.
 */
@Singleton
final class DeliveryWorker {
    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);

    private final Database database;
    private final DeliveryStore deliveries;
    private final SinkStore bindings;
    private final Sinks sinks;
    private final RetryPolicy retries;
    private final DeliveryConfig config;
    private final MeterRegistry meters;
    private final Clock clock;

    DeliveryWorker(
            Database database,
            DeliveryStore deliveries,
            SinkStore bindings,
            Sinks sinks,
            DeliveryConfig config,
            MeterRegistry meters,
            Clock clock) {
        this.database = database;
        this.deliveries = deliveries;
        this.bindings = bindings;
        this.sinks = sinks;
        this.retries = new RetryPolicy(config, RandomGenerator.getDefault()::nextDouble);
        this.config = config;
        this.meters = meters;
        this.clock = clock;
    }

    /** Delivers the oldest due signal of a binding; false where none is due. */
    boolean deliverNext(SinkId sink) {
        Optional<DeliveryStore.Claimed> claimed =
                database.transaction(connection -> deliveries.claim(connection, sink, clock.instant(), config.lease()));
        claimed.ifPresent(delivery -> settle(delivery, attempt(delivery)));
        return claimed.isPresent();
    }

    private DeliveryStore.Attempted attempt(DeliveryStore.Claimed claimed) {
        Instant started = clock.instant();
        return new DeliveryStore.Attempted(result(claimed), started, clock.instant());
    }

    private AttemptResult result(DeliveryStore.Claimed claimed) {
        try {
            Optional<SinkBinding> binding =
                    database.transaction(connection -> bindings.find(connection, claimed.sinkId()));
            return binding.map(found -> sinks.of(found.kind()).attempt(claimed.signal(), found))
                    .orElse(new AttemptResult.Gone(OptionalInt.empty()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "attempt broke: sink=%s signal=%s", claimed.sinkId(), claimed.signalId());
            return new AttemptResult.TryAgain(OptionalInt.empty(), Optional.empty(), "our own failure, see the log");
        }
    }

    private void settle(DeliveryStore.Claimed claimed, DeliveryStore.Attempted attempted) {
        int made = claimed.attempts() + 1;
        Settlement settlement = Settlement.of(attempted.result(), made, retries);
        database.transaction(connection -> {
            deliveries.settle(connection, claimed, attempted, settlement);
            return settlement.bindingGone() && bindings.end(connection, claimed.sinkId(), SinkState.DISABLED);
        });
        meters.counter("beton.deliveries", "result", settlement.counted()).increment();
        LOG.infof(
                "signal %s: signal=%s sink=%s attempt=%d result=%s ms=%d",
                settlement.counted(),
                claimed.signalId(),
                claimed.sinkId(),
                made,
                attempted.result().said(),
                attempted.millis());
    }
}
