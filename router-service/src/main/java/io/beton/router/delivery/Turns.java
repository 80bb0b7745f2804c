package io.beton.router.delivery;

import io.beton.kit.trace.Traced;
import io.beton.model.id.SinkId;
import io.beton.model.signal.Signal;
import io.beton.router.pace.PaceStore;
import io.beton.router.sink.Rate;
import io.beton.router.sink.Sink;
import io.beton.router.sink.SinkFacts;
import io.beton.router.sink.SinkState;
import io.beton.router.sink.SinkStore;
import io.beton.router.sink.Sinks;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes on what the next attempt at a binding is about, where it may be called now.
 *
 * <p>Reads: the tables {@code sink} and {@code signal}. Writes: {@code delivery} and {@code pace}. On failure: throws,
 * and the caller's transaction rolls back.
 */
@Singleton
final class Turns {
    private final SinkStore bindings;
    private final PaceStore paces;
    private final DeliveryStore deliveries;
    private final Sinks sinks;
    private final DeliveryConfig config;

    Turns(SinkStore bindings, PaceStore paces, DeliveryStore deliveries, Sinks sinks, DeliveryConfig config) {
        this.bindings = bindings;
        this.paces = paces;
        this.deliveries = deliveries;
        this.sinks = sinks;
        this.config = config;
    }

    /** Nothing where nothing is due, or the binding may not be called now. */
    Optional<Turn> take(Connection connection, SinkId sink, Instant now) throws SQLException {
        Optional<SinkFacts> binding =
                bindings.shown(connection, sink).filter(found -> found.state() == SinkState.ACTIVE);
        if (binding.isEmpty()) {
            return Optional.empty();
        }
        Sink kind = sinks.of(binding.get().kind());
        Rate rate = binding.get().rate(kind);
        Optional<PaceStore.Begun> begun = paces.begin(connection, sink, rate, now, config.lease());
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        List<DeliveryStore.Claimed> claimed =
                deliveries.claim(connection, sink, kind.mostAtOnce(), now, config.lease());
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        if (begun.get().changed().isPresent()) {
            paces.keep(connection, sink, begun.get().changed().get());
        }
        // a longer pause is made by whoever looks for what is due
        Duration pause = rate.each().compareTo(config.lookEvery()) > 0 ? Duration.ZERO : rate.each();
        return Optional.of(new Turn(sink, kind, claimed, pause));
    }

    /**
     * What one attempt is about.
     *
     * @param pause how long the next one has to wait after it
     */
    record Turn(SinkId sink, Sink kind, List<DeliveryStore.Claimed> claimed, Duration pause) {
        /** The attempt as a part of the traces of its signals. */
        Traced traced() {
            DeliveryStore.Claimed first = claimed.get(0);
            Traced attempt = Traced.asking("deliver to " + kind.kind().stored())
                    .causedBy(claimed.stream().map(DeliveryStore.Claimed::cause).toList())
                    .about("connection", first.signal().connectionId())
                    .about("sink", sink)
                    .about("attempt", first.attempts() + 1);
            return claimed.size() > 1
                    ? attempt.about("signals", claimed.size())
                    : attempt.about("signal", first.signalId())
                            .about("hypothesis", first.signal().hypothesisId());
        }

        List<Signal> signals() {
            return claimed.stream().map(DeliveryStore.Claimed::signal).toList();
        }
    }
}
