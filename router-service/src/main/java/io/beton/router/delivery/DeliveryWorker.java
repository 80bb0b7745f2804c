package io.beton.router.delivery;

import io.beton.kit.store.Database;
import io.beton.model.id.SinkId;
import io.beton.model.signal.Signal;
import io.beton.router.identity.Identified;
import io.beton.router.identity.Identifying;
import io.beton.router.pace.PaceStore;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkState;
import io.beton.router.sink.SinkStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Hands due signals to their destinations: claim, attempt outside of any transaction, settle.
 *
 * <p>Reads: the tables {@code delivery}, {@code signal}, {@code sink} and {@code pace}, and who a subject is from ingest,
 * where the binding tells that. Writes: one attempt to a sink, unless that stays unknown,
 * then {@code delivery}, {@code attempt} and {@code pace}, and {@code sink} where its receiver is gone. On failure:
 * what was claimed becomes due again when its lease is over, so a receiver can get a signal twice and drops it by its
 * id; what the receiver or the network did is an {@link AttemptResult}, and is tried again, or given up, by {@link
 * Settlement}.
 */
@Singleton
final class DeliveryWorker {
    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);

    private final Database database;
    private final DeliveryStore deliveries;
    private final SinkStore bindings;
    private final PaceStore paces;
    private final Turns turns;
    private final Identifying identifying;
    private final RetryPolicy retries;
    private final DeliveryMeters meters;
    private final Clock clock;

    DeliveryWorker(
            Database database,
            DeliveryStore deliveries,
            SinkStore bindings,
            PaceStore paces,
            Turns turns,
            Identifying identifying,
            DeliveryConfig config,
            DeliveryMeters meters,
            Clock clock) {
        this.database = database;
        this.deliveries = deliveries;
        this.bindings = bindings;
        this.paces = paces;
        this.turns = turns;
        this.identifying = identifying;
        this.retries = new RetryPolicy(config, RandomGenerator.getDefault()::nextDouble);
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Delivers the oldest due signals of a binding and says after what pause the next can follow; nothing where none is
     * due, or the binding may not be called now.
     */
    Optional<Duration> deliverNext(SinkId sink) {
        Optional<Turns.Turn> turn = database.transaction(connection -> turns.take(connection, sink, clock.instant()));
        turn.ifPresent(claimed -> claimed.traced().run(() -> settle(claimed, attempt(claimed))));
        return turn.map(Turns.Turn::pause);
    }

    private Attempted attempt(Turns.Turn turn) {
        Instant started = clock.instant();
        try {
            return database.transaction(connection -> bindings.find(connection, turn.sink()))
                    .map(binding -> attempt(turn, binding, started))
                    .orElseGet(() -> ended(new AttemptResult.Gone(OptionalInt.empty()), true, started));
        } catch (RuntimeException e) {
            LOG.errorf(e, "attempt broke: sink=%s", turn.sink());
            String said = "our own failure, see the log";
            return ended(new AttemptResult.TryAgain(OptionalInt.empty(), Optional.empty(), said), true, started);
        }
    }

    private Attempted attempt(Turns.Turn turn, SinkBinding binding, Instant started) {
        Identified about = identifying.identify(turn.signals(), binding, () -> next(turn.sink()));
        return about instanceof Identified.Known known
                ? ended(turn.kind().attempt(known.signals(), binding), true, started)
                : ended(((Identified.Unknown) about).result(), false, started);
    }

    private Attempted ended(AttemptResult result, boolean called, Instant started) {
        return new Attempted(result, called, started, clock.instant());
    }

    private List<Signal> next(SinkId sink) {
        return database.transaction(connection -> deliveries.next(connection, sink, clock.instant()));
    }

    private void settle(Turns.Turn turn, Attempted attempted) {
        List<Settled> settled = turn.claimed().stream()
                .map(claimed ->
                        new Settled(claimed, Settlement.of(attempted.result(), claimed.attempts() + 1, retries)))
                .toList();
        database.transaction(connection -> {
            paces.ended(connection, turn.sink(), attempted.answered(), attempted.endedAt());
            for (Settled one : settled) {
                deliveries.settle(connection, one.claimed(), attempted, one.settlement());
            }
            return attempted.result() instanceof AttemptResult.Gone
                    && bindings.end(connection, turn.sink(), SinkState.DISABLED);
        });
        settled.forEach(one -> tell(turn, one, attempted));
    }

    private void tell(Turns.Turn turn, Settled settled, Attempted attempted) {
        String result = settled.settlement().counted();
        Attempted.trace(result);
        meters.attempted(turn.kind().kind(), settled.claimed(), result, attempted);
        LOG.infof(
                "signal %s: signal=%s sink=%s attempt=%d result=%s ms=%d",
                result,
                settled.claimed().signalId(),
                turn.sink(),
                settled.claimed().attempts() + 1,
                attempted.result().said(),
                attempted.millis());
    }

    private record Settled(DeliveryStore.Claimed claimed, Settlement settlement) {}
}
